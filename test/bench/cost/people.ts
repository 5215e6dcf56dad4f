import { randomUUID } from "node:crypto";
import { forgotPassword } from "#functions/auth/forgot-password.ts";
import { getJwks } from "#functions/auth/get-jwks.ts";
import { login } from "#functions/auth/login.ts";
import { logout } from "#functions/auth/logout.ts";
import { refresh } from "#functions/auth/refresh.ts";
import { register } from "#functions/auth/register.ts";
import { resetPassword } from "#functions/auth/reset-password.ts";
import { verifyEmail } from "#functions/auth/verify-email.ts";
import { docs } from "#functions/site/docs.ts";
import { getOpenapi } from "#functions/site/get-openapi.ts";
import { health } from "#functions/site/health.ts";
import { root } from "#functions/site/root.ts";
import { getMe } from "#functions/users/get-me.ts";
import { updateMe } from "#functions/users/update-me.ts";
import { grant } from "#infra/ops/grant/grant.ts";
import { storedBy } from "#test/bench/cost/stored.ts";
import { password, type Walk } from "#test/bench/cost/walk.ts";

/** Somebody with a verified address, logged in: `as` is what they call with. */
export type Somebody = { readonly email: string; readonly userId: string; readonly as: { readonly token: string } };

/** Signs somebody up. */
export async function somebody(walk: Walk): Promise<Somebody> {
  const email = `${randomUUID()}@example.com`;
  await walk.count(register, { email, password, firstName: "Nour", lastName: "Haddad" });
  await walk.stack.settle();
  await walk.count(verifyEmail, { token: await walk.mailed(email, /verify/i) });
  return loggedIn(walk, email);
}

export async function loggedIn(walk: Walk, email: string): Promise<Somebody> {
  const { accessToken } = await walk.count(login, { email, password });
  const as = { token: accessToken };
  const { userId } = await walk.count(getMe, {}, as);
  return { email, userId, as };
}

/** Somebody who may do everything. */
export async function anAdmin(walk: Walk): Promise<Somebody> {
  const { email } = await somebody(walk);
  const { client, TableName: table = "" } = await storedBy(walk.stack);
  const { now } = await walk.call(health, {});
  await grant({ client, table }, { email, role: "super_admin" }, new Date(now));
  return loggedIn(walk, email);
}

/** What an account can do without buying anything, and what the site shows to everybody. */
export async function account(walk: Walk): Promise<void> {
  const { email, as } = await somebody(walk);
  const { version } = await walk.call(getMe, {}, as);
  await walk.count(updateMe, { firstName: "Nora" }, { ...as, ifMatch: version });
  const { refreshToken } = await walk.call(login, { email, password });
  await walk.count(refresh, { refreshToken });
  await walk.count(logout, {}, as);
  await walk.count(forgotPassword, { email });
  await walk.stack.settle();
  await walk.count(resetPassword, { token: await walk.mailed(email, /set a new password/i), password });
  await walk.count(getJwks, {});
  await walk.count(docs, {});
  await walk.count(getOpenapi, {});
  await walk.count(health, {});
  await walk.count(root, {});
}
