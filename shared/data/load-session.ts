import { loadUser } from "#data/load-user.ts";
import { session } from "#data/session.ts";
import { isSwept } from "#domain/session.ts";

/** A session as it is now, with its person; nothing if either is gone or it was ended together with others. */
export async function loadSession(userId: string, familyId: string) {
  const [{ data: found }, person] = await Promise.all([
    session.get({ userId, familyId }).go({ consistent: true }),
    loadUser(userId),
  ]);
  return found && person && !isSwept(found, person) ? { session: found, person } : undefined;
}
