import { loadUser } from "#data/load-user.ts";
import { sendOnce } from "#data/send-once.ts";
import { notificationOf } from "#domain/notification.ts";
import { verificationMail } from "#events/accounts/mails.ts";
import { sendVerification } from "#events/accounts/send-verification.ts";
import { react } from "#platform/consume.ts";
import { sendMail } from "#platform/mail.ts";
import { signVerification } from "#platform/mailed-tokens.ts";

export const handler = react(sendVerification, async (fact, { now, change }) => {
  const person = await loadUser(fact.data.userId);
  if (!person || person.emailVerifiedAt) return;
  const { mail, wording } = verificationMail(person, await signVerification(person, fact.at));
  const told = notificationOf(fact, person.userId, "email", wording, now.toISOString());
  await sendOnce(told, change(), () => sendMail(mail));
});
