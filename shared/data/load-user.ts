import { user } from "#data/user.ts";

/** The person with this id as they are now, suspended, deleted and deactivated ones included. */
export async function findUser(userId: string) {
  return (await user.get({ userId }).go({ consistent: true })).data ?? undefined;
}
export type StoredUser = NonNullable<Awaited<ReturnType<typeof findUser>>>;

/** The person with this id as they are now; nothing if there is no such person or they are not active. */
export async function loadUser(userId: string): Promise<StoredUser | undefined> {
  const found = await findUser(userId);
  return found?.isActive ? found : undefined;
}

/** The same, also of somebody who is away of their own will: they may come back. Nothing if we keep them out. */
export async function loadHolder(userId: string): Promise<StoredUser | undefined> {
  const found = await findUser(userId);
  const isAway = found?.deactivatedAt && !found.suspendedAt && !found.deletedAt;
  return found?.isActive || isAway ? found : undefined;
}
