import { loadUser } from "#data/load-user.ts";
import { session } from "#data/session.ts";

/** A session as it is now, with its person; nothing if either is gone or the password was changed since it began. */
export async function loadSession(userId: string, familyId: string) {
  const [{ data: found }, person] = await Promise.all([
    session.get({ userId, familyId }).go({ consistent: true }),
    loadUser(userId),
  ]);
  if (!found || !person || (person.sessionsEndedAt && found.createdAt <= person.sessionsEndedAt)) return undefined;
  return { session: found, person };
}
