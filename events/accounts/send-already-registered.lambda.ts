import { loadOwner } from "#data/load-owner.ts";
import { sendOnce } from "#data/send-once.ts";
import { notificationOf } from "#domain/notification.ts";
import { alreadyRegisteredMail } from "#events/accounts/mails.ts";
import { sendAlreadyRegistered } from "#events/accounts/send-already-registered.ts";
import { react } from "#platform/consume.ts";
import { sendMail } from "#platform/mail.ts";
import { signReset } from "#platform/mailed-tokens.ts";

/**
 * It carries a reset token even for an account that was never verified: whoever opened that one with somebody else's
 * address then loses it to the reader of the mail, password and sessions included.
 */
export const handler = react(sendAlreadyRegistered, async (fact, { now, change }) => {
  const owner = await loadOwner(fact.data.userId);
  if (!owner) return;
  const { mail, wording } = alreadyRegisteredMail(owner.person, await signReset(owner.login, fact.at));
  const told = notificationOf(fact, owner.person.userId, "email", wording, now.toISOString());
  await sendOnce(told, change(), () => sendMail(mail));
});
