import { loadOwner } from "#data/load-owner.ts";
import { moveAddress } from "#data/move-address.ts";
import { Fault } from "#domain/fault.ts";
import { normalizeEmail } from "#domain/text.ts";
import { emailChanged } from "#events/facts/email-changed.ts";
import { confirmEmailChange } from "#functions/auth/confirm-email-change.ts";
import { readEmailChange } from "#platform/mailed-tokens.ts";
import { serve } from "#platform/serve.ts";

/** Who loses against another change of the same account looks again, and is told what it came to. */
const looks = 3;

/**
 * The token works once, for the address that is waited for last; sent again it changes nothing, as mail programs open
 * links by themselves. Who has it reads the mail of the address: they may know that it has an account.
 */
export const handler = serve(confirmEmailChange, async ({ input, now, change }) => {
  const claims = await readEmailChange(input.token, now);
  for (let look = 1; claims && look <= looks; look++) {
    const owner = await loadOwner(claims.sub);
    if (!owner?.person.isActive) throw new Fault("invalid_token");
    const { pendingEmail, email } = owner.person;
    if (pendingEmail === undefined && normalizeEmail(email) === claims.email) return;
    if (pendingEmail === undefined || normalizeEmail(pendingEmail) !== claims.email) throw new Fault("invalid_token");
    const outcome = await moveAddress(owner, pendingEmail, change(emailChanged));
    if (outcome === "moved") return;
    if (outcome === "taken") throw new Fault("already_exists", "This address has an account: log in to that one.");
  }
  throw new Fault(claims ? "busy" : "invalid_token");
});
