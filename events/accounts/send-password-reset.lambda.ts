import { loadOwner } from "#data/load-owner.ts";
import { sendOnce } from "#data/send-once.ts";
import { notificationOf } from "#domain/notification.ts";
import { passwordResetMail } from "#events/accounts/mails.ts";
import { sendPasswordReset } from "#events/accounts/send-password-reset.ts";
import { react } from "#platform/consume.ts";
import { sendMail } from "#platform/mail.ts";
import { signReset } from "#platform/mailed-tokens.ts";

export const handler = react(sendPasswordReset, async (fact, { now, change }) => {
  const owner = await loadOwner(fact.data.userId);
  if (!owner) return;
  const { mail, wording } = passwordResetMail(owner.person, await signReset(owner.login, fact.at));
  const told = notificationOf(fact, owner.person.userId, "email", wording, now.toISOString());
  await sendOnce(told, change(), () => sendMail(mail));
});
