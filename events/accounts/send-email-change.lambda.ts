import { loadCredential } from "#data/load-credential.ts";
import { loadOwner } from "#data/load-owner.ts";
import { sendOnce } from "#data/send-once.ts";
import { notificationOf } from "#domain/notification.ts";
import { type AccountMail, emailChangeAskedMail, emailChangeMail, emailTakenMail } from "#events/accounts/mails.ts";
import { sendEmailChange } from "#events/accounts/send-email-change.ts";
import { react } from "#platform/consume.ts";
import { sendMail } from "#platform/mail.ts";
import { signEmailChange } from "#platform/mailed-tokens.ts";

/** Only here is looked up whether the address has an account, where nobody can measure how long that takes. */
export const handler = react(sendEmailChange, async (fact, { now, change }) => {
  const asking = (await loadOwner(fact.data.userId))?.person;
  const to = asking?.pendingEmail;
  // Taken back meanwhile, by a new password or by moving already.
  if (!asking || to === undefined) return;
  const send = (userId: string, { mail, wording }: AccountMail, which: string) => {
    const told = notificationOf({ ...fact, id: `${fact.id} ${which}` }, userId, "email", wording, now.toISOString());
    return sendOnce(told, change(), () => sendMail(mail));
  };
  await send(asking.userId, emailChangeAskedMail(asking, to), "present");
  const known = await loadCredential(to);
  if (!known) {
    const token = await signEmailChange(asking.userId, to, fact.at);
    return send(asking.userId, emailChangeMail(asking, to, token), "new");
  }
  const owner = await loadOwner(known.userId);
  if (owner) await send(owner.person.userId, emailTakenMail(owner.person), "new");
});
