import { loadUser } from "#data/load-user.ts";
import { markVerified } from "#data/mark-verified.ts";
import { Fault } from "#domain/fault.ts";
import { normalizeEmail } from "#domain/text.ts";
import { verifyEmail } from "#functions/auth/verify-email.ts";
import { readVerification } from "#platform/mailed-tokens.ts";
import { serve } from "#platform/serve.ts";

/** A token may be sent twice: mail programs open links by themselves. */
export const handler = serve(verifyEmail, async ({ input, now, change }) => {
  const claims = await readVerification(input.token, now);
  const person = claims && (await loadUser(claims.sub));
  if (!person || normalizeEmail(person.email) !== claims.email) throw new Fault("invalid_token");
  if (!person.emailVerifiedAt) await markVerified(person.userId, change());
});
