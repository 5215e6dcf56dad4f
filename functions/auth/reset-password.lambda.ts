import { forgetTries } from "#data/back-off.ts";
import { changePassword } from "#data/change-password.ts";
import { loadCredential } from "#data/load-credential.ts";
import { loadHolder } from "#data/load-user.ts";
import { refuseCommon } from "#domain/common-password.ts";
import { Fault } from "#domain/fault.ts";
import { passwordChanged } from "#events/facts/password-changed.ts";
import { resetPassword } from "#functions/auth/reset-password.ts";
import { isForPassword, readReset } from "#platform/mailed-tokens.ts";
import { hashPassword } from "#platform/password-hash.ts";
import { serve } from "#platform/serve.ts";

/** The token works once, since it is bound to the password that this replaces. */
export const handler = serve(resetPassword, async ({ input, now, change }) => {
  const claims = await readReset(input.token, now);
  if (!claims) throw new Fault("invalid_token");
  refuseCommon(input.password, claims.email);
  const [known, person] = await Promise.all([loadCredential(claims.email), loadHolder(claims.sub)]);
  if (!known || !person || !isForPassword(claims, known)) throw new Fault("invalid_token");
  const isChanged = await changePassword(known, person, await hashPassword(input.password), change(passwordChanged));
  if (!isChanged) throw new Fault("invalid_token");
  await forgetTries(claims.email, change());
});
