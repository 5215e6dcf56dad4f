import { user } from "#data/user.ts";

/** The person with this id as they are now, suspended and deleted ones included. */
export async function findUser(userId: string) {
  return (await user.get({ userId }).go({ consistent: true })).data ?? undefined;
}
export type StoredUser = NonNullable<Awaited<ReturnType<typeof findUser>>>;

/** The person with this id as they are now; nothing if there is no such person or they were suspended. */
export async function loadUser(userId: string): Promise<StoredUser | undefined> {
  const found = await findUser(userId);
  return found?.isActive ? found : undefined;
}
