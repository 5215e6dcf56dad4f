import { forgetFormerEmail } from "#data/forget-former-email.ts";
import { loadHolder } from "#data/load-user.ts";
import { sendOnce } from "#data/send-once.ts";
import { notificationOf } from "#domain/notification.ts";
import type { User } from "#domain/user.ts";
import { type AccountMail, deactivatedMail, emailChangedMail, passwordChangedMail } from "#events/accounts/mails.ts";
import { sendAccountNews } from "#events/accounts/send-account-news.ts";
import { react } from "#platform/consume.ts";
import { sendMail } from "#platform/mail.ts";

export const handler = react(sendAccountNews, async (fact, { now, change }) => {
  const person = await loadHolder(fact.data.userId);
  const news = person && newsOf(fact.type, person);
  if (!person || !news) return;
  const told = notificationOf(fact, person.userId, "email", news.wording, now.toISOString());
  await sendOnce(told, change(), () => sendMail(news.mail));
  if (fact.type === "email.changed.v1") await forgetFormerEmail(person, change());
});

/** Nothing if the former address was told, and forgotten, before. */
function newsOf(type: string, person: User): AccountMail | undefined {
  if (type === "password.changed.v1") return passwordChangedMail(person);
  if (type === "user.deactivated.v1") return deactivatedMail(person);
  return person.formerEmail === undefined ? undefined : emailChangedMail(person, person.formerEmail);
}
