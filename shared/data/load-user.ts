import { user } from "#data/user.ts";

/** The person with this id as they are now; nothing if there is no such person or they were suspended. */
export async function loadUser(userId: string) {
  const { data } = await user.get({ userId }).go({ consistent: true });
  return data?.isActive ? data : undefined;
}
