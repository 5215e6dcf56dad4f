import { countTry, forgetTries } from "#data/back-off.ts";
import { countFrom, refuseBeyond } from "#data/count.ts";
import { reactivate } from "#data/deactivate.ts";
import { loadCredential } from "#data/load-credential.ts";
import { loadHolder } from "#data/load-user.ts";
import { openSession } from "#data/open-session.ts";
import { Fault } from "#domain/fault.ts";
import { perNetwork } from "#domain/limit.ts";
import { normalizeEmail } from "#domain/text.ts";
import { login } from "#functions/auth/login.ts";
import { decoyHash, verifyPassword } from "#platform/password-hash.ts";
import { serve } from "#platform/serve.ts";
import { sessionTokens } from "#platform/session-tokens.ts";

/**
 * Until the password is known to be right, every step is the same for an address without an account. Whoever deactivated
 * the account comes back by it.
 */
export const handler = serve(login, async ({ input, http, now, newId, change }) => {
  const email = normalizeEmail(input.email);
  await refuseBeyond(http.ip, perNetwork.wrongPasswords, now);
  await countTry(email, change());
  const known = await loadCredential(email);
  const isRight = await verifyPassword(input.password, known?.passwordHash ?? decoyHash);
  const person = isRight && known ? await loadHolder(known.userId) : undefined;
  const isIn = person && (person.isActive || (await reactivate(person, change())));
  const session = isIn && known && (await openSession({ login: known, person }, newId(), change()));
  if (!person || !session) {
    await countFrom(http.ip, perNetwork.wrongPasswords, change());
    throw new Fault("wrong_credentials");
  }
  await forgetTries(email, change());
  return sessionTokens(person, session, now);
});
