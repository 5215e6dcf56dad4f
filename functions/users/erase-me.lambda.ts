import { eraseAccount } from "#data/erase-account.ts";
import { invitationsTo } from "#data/invitations-to.ts";
import { loadErasure } from "#data/load-erasure.ts";
import { loadOwner } from "#data/load-owner.ts";
import { planLeaving } from "#data/plan-leaving.ts";
import { hasPendingOrder, hasTicketToCome } from "#data/read-commitments.ts";
import { Fault } from "#domain/fault.ts";
import type { User } from "#domain/user.ts";
import { erasedMail } from "#events/accounts/mails.ts";
import { userErased } from "#events/facts/user-erased.ts";
import { provePassword } from "#flows/prove-password.ts";
import { eraseMe } from "#functions/users/erase-me.ts";
import { log } from "#platform/log.ts";
import { sendMail } from "#platform/mail.ts";
import { serve } from "#platform/serve.ts";

/** Whoever loses against another change of the same person or team looks again. */
const looks = 5;

export const handler = serve(eraseMe, async ({ input, caller, http, now, change }) => {
  // Asked again, as the answer may have been lost: there is no password left to ask for.
  if (await loadErasure(caller.userId)) return;
  let owner = await provePassword(caller, input.password, { ip: http.ip, now, change });
  if (await hasPendingOrder(caller.userId)) {
    throw new Fault("payment_pending", "Cancel the order, or wait until its 15 minutes are over.");
  }
  if (!input.acceptLosingTickets && (await hasTicketToCome(caller.userId))) {
    throw new Fault("tickets_would_be_lost", "Ask again with acceptLosingTickets to lose them; nothing is refunded.");
  }
  for (let look = 1; look <= looks; look++) {
    const teams = await planLeaving(owner.person);
    const invitations = await invitationsTo(owner.person.email, owner.person.formerEmail);
    if (await eraseAccount(owner, { teams, invitations }, change(userErased))) return sayGoodbye(owner.person);
    const again = await loadOwner(caller.userId);
    if (!again) return;
    // The password that was proved must still be the one.
    if (again.login.passwordHash !== owner.login.passwordHash) break;
    owner = again;
  }
  throw new Fault("busy");
});

/** From here, as nobody knows the address a moment later; so it is tried once, and the person is erased either way. */
async function sayGoodbye(person: User): Promise<void> {
  try {
    await sendMail(erasedMail(person));
  } catch (error) {
    log("warn", eraseMe.id, { reason: "erased, and not told by mail", name: error instanceof Error ? error.name : "" });
  }
}
