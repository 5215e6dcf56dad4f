import { disputeAudience } from "#data/dispute-audience.ts";
import { loadUser } from "#data/load-user.ts";
import { sendOnce } from "#data/send-once.ts";
import { notificationOf } from "#domain/notification.ts";
import { sendDispute } from "#events/notifications/send-dispute.ts";
import { react } from "#platform/consume.ts";
import { letter } from "#platform/letter.ts";
import { sendMail } from "#platform/mail.ts";

/** One after the other: whoever was sent theirs before a failure is not sent it again. */
export const handler = react(sendDispute, async (fact, { now, change }) => {
  const { orderId } = fact.data;
  for (const { userId, wording } of await disputeAudience(fact.data)) {
    const person = await loadUser(userId);
    // Whoever was suspended meanwhile gets no mail.
    if (!person) continue;
    const { title: subject, message } = wording;
    const mail = { to: person.email, subject, ...letter([`Hello ${person.firstName},`, message, `Order ${orderId}`]) };
    const told = notificationOf(fact, userId, "email", wording, now.toISOString());
    await sendOnce(told, change(), () => sendMail(mail));
  }
});
