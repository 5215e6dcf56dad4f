import { confirmEmailChange } from "#functions/auth/confirm-email-change.ts";
import { listMyNotifications } from "#functions/notifications/list-my-notifications.ts";
import { getSession } from "#functions/sessions/get-session.ts";
import { listMySessions } from "#functions/sessions/list-my-sessions.ts";
import { revokeOtherSessions } from "#functions/sessions/revoke-other-sessions.ts";
import { revokeSession } from "#functions/sessions/revoke-session.ts";
import { changeEmail } from "#functions/users/change-email.ts";
import { changePassword } from "#functions/users/change-password.ts";
import { changeRole } from "#functions/users/change-role.ts";
import { deactivateMe } from "#functions/users/deactivate-me.ts";
import { deleteUser } from "#functions/users/delete-user.ts";
import { eraseMe } from "#functions/users/erase-me.ts";
import { exportMyData } from "#functions/users/export-my-data.ts";
import { findUser } from "#functions/users/find-user.ts";
import { getUser } from "#functions/users/get-user.ts";
import { reactivateUser } from "#functions/users/reactivate-user.ts";
import { restoreUser } from "#functions/users/restore-user.ts";
import { suspendUser } from "#functions/users/suspend-user.ts";
import { loggedIn, type Somebody, somebody } from "#test/bench/cost/people.ts";
import { password, type Walk } from "#test/bench/cost/walk.ts";

/** What people do with an account they bought nothing with, from its sessions to its end, and admins with it. */
export async function lives(walk: Walk, known: Somebody): Promise<void> {
  const admin = await loggedIn(walk, known.email);
  const person = await somebody(walk);
  const { userId } = person;
  await sessions(walk, person.email);

  const newEmail = `new-${person.email}`;
  await walk.count(changeEmail, { email: newEmail, password }, person.as);
  await walk.count(confirmEmailChange, { token: await walk.mailed(newEmail, /confirm/i) });
  const moved = await loggedIn(walk, newEmail);
  await walk.count(changePassword, { currentPassword: password, password: `${password} 2` }, moved.as);
  await walk.call(changePassword, { currentPassword: `${password} 2`, password }, moved.as);
  await walk.count(exportMyData, { limit: 20 }, moved.as);

  await walk.count(findUser, { email: newEmail }, admin.as);
  const { version } = await walk.count(getUser, { userId }, admin.as);
  await walk.count(changeRole, { userId, role: "admin" }, { ...admin.as, ifMatch: version });
  await walk.count(suspendUser, { userId }, admin.as);
  const back = await walk.count(reactivateUser, { userId }, admin.as);
  await walk.count(deleteUser, { userId }, { ...admin.as, ifMatch: back.version });
  await walk.count(restoreUser, { userId }, admin.as);
  const closing = await loggedIn(walk, newEmail);
  await walk.count(deactivateMe, { password }, closing.as);

  const leaving = await somebody(walk);
  await walk.call(listMyNotifications, {}, leaving.as);
  await walk.count(eraseMe, { password }, leaving.as);
}

async function sessions(walk: Walk, email: string): Promise<void> {
  await loggedIn(walk, email);
  const { as } = await loggedIn(walk, email);
  const { items } = await walk.count(listMySessions, { limit: 20 }, as);
  const sessionId = items.find(({ isCurrent }) => !isCurrent)?.sessionId ?? "";
  await walk.count(getSession, { sessionId }, as);
  await walk.count(revokeSession, { sessionId }, as);
  await walk.count(revokeOtherSessions, {}, as);
}
