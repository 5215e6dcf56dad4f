import { findUser } from "#data/load-user.ts";
import { sendOnce } from "#data/send-once.ts";
import { notificationOf } from "#domain/notification.ts";
import { reactivatedMail, suspendedMail } from "#events/accounts/mails.ts";
import { sendAccountNotice } from "#events/accounts/send-account-notice.ts";
import { react } from "#platform/consume.ts";
import { sendMail } from "#platform/mail.ts";

export const handler = react(sendAccountNotice, async (fact, { now, change }) => {
  const person = await findUser(fact.data.userId);
  if (!person) return;
  const { mail, wording } = fact.type === "user.suspended.v1" ? suspendedMail(person) : reactivatedMail(person);
  const told = notificationOf(fact, person.userId, "email", wording, now.toISOString());
  await sendOnce(told, change(), () => sendMail(mail));
});
