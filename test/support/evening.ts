import type { GetCommandInput } from "@aws-sdk/lib-dynamodb";
import { payment as payments } from "#data/payment.ts";
import { scan } from "#data/scan.ts";
import { walk as walks } from "#data/walk.ts";
import { scanKey } from "#domain/check-in.ts";
import { refundsOf } from "#domain/refund.ts";
import { hours } from "#domain/time.ts";
import { forgotPassword } from "#functions/auth/forgot-password.ts";
import { register } from "#functions/auth/register.ts";
import { listCheckIns } from "#functions/check-ins/list-check-ins.ts";
import { cancelEvent } from "#functions/events/cancel-event.ts";
import { publishEvent } from "#functions/events/publish-event.ts";
import { listMyNotifications } from "#functions/notifications/list-my-notifications.ts";
import { listMyTickets } from "#functions/tickets/list-my-tickets.ts";
import { api } from "#test/support/api.ts";
import { codeOf, scans } from "#test/support/doors.ts";
import { mailsTo } from "#test/support/inbox.ts";
import { stored } from "#test/support/operator.ts";
import { anOrganizer, aVerifiedUser, freshEmail, freshKey, loggedIn, type Person } from "#test/support/people.ts";
import { aHold } from "#test/support/purchases.ts";
import { refunds } from "#test/support/refunds.ts";
import { aDraftEvent, aPublishedEvent } from "#test/support/shows.ts";
import { isDone } from "#test/support/then.ts";
import { fromNow } from "#test/support/when.ts";

/**
 * Everything that any reaction waits for: somebody opens an account, twice, and forgets the password; an event is
 * published; a ticket is bought, scanned and given back; another is bought for an event that is then cancelled. First
 * come those who must be there before, then what happens.
 */
export async function anEvening() {
  const [team, others] = [await anOrganizer(), await anOrganizer()];
  const [buyer, late] = [await aVerifiedUser(), await aVerifiedUser()];
  const off = await aPublishedEvent({ team: others, types: [{ price: 0 }] });
  const draft = await aDraftEvent({ team, startDate: await fromNow(hours(2)), types: [{ price: 0 }] });
  const { eventId, owner } = draft;
  const newcomer = { email: freshEmail(), password: "correct horse battery", firstName: "Nour", lastName: "Haddad" };
  const nonce = freshKey();

  async function happens(): Promise<void> {
    for (const _ of [1, 2]) isDone(await api.call(register, newcomer), 202);
    isDone(await api.call(forgotPassword, { email: newcomer.email }), 202);
    isDone(await api.call(publishEvent, { eventId }, { token: owner.token }));
    const gift = await aHold({ show: draft, buyer });
    const [ticket] = isDone(await api.call(listMyTickets, {}, { token: buyer.token })).items;
    isDone(await scans(owner, eventId, await codeOf(ticket?.ticketId ?? "", buyer), { nonce }));
    // The scan is in the log already: its reaction only matters where that was lost.
    await (await stored(scan.get(scanKey(eventId, nonce)).params<GetCommandInput>())).vanishes();
    isDone(await refunds(owner, gift.order.paymentId ?? ""), 201);
    const { order } = await aHold({ show: off, buyer: late });
    paymentId = order.paymentId ?? "";
    isDone(await api.call(cancelEvent, { eventId: off.eventId }, { token: off.owner.token }));
  }

  let paymentId = "";
  /** How often it was decided to pay the cancelled event's order back. */
  const promisedBack = async () => {
    const { item } = await stored(payments.get({ paymentId }).params<GetCommandInput>());
    return refundsOf(item).length;
  };
  const walked = async () => {
    const { item } = await stored(walks.get({ eventId: off.eventId, kind: "cancel" }).params<GetCommandInput>());
    return Number(item.pass) - 1;
  };

  const told = async (person: Person) =>
    isDone(await api.call(listMyNotifications, { limit: 100 }, { token: (await loggedIn(person)).token })).items;
  const mailed = (subject: string) => async () =>
    (await mailsTo(newcomer.email)).filter((mail) => mail.subject === subject).length;
  const notified = (person: Person, of: string, type: string) => async () =>
    (await told(person)).filter(
      ({ metadata, ...row }) => metadata.factType === of && row.type === type && row.status === "sent",
    ).length;

  /** How often each reaction has had its effect. */
  const effects: Readonly<Record<string, () => Promise<number>>> = {
    "accounts/send-verification": mailed("Verify your email address"),
    "accounts/send-already-registered": mailed("You already have an account"),
    "accounts/send-password-reset": mailed("Set a new password"),
    "notifications/notify-organizer": notified(owner, "event.published.v1", "in_app"),
    "notifications/notify-buyer": notified(buyer, "order.confirmed.v1", "in_app"),
    "notifications/send-confirmation": notified(buyer, "order.confirmed.v1", "email"),
    "notifications/send-refund": notified(buyer, "payment.refunded.v1", "email"),
    "refunds/refund-confirmed": promisedBack,
    "walks/go-on": walked,
    "check-ins/log-scan": async () => {
      const { token } = await loggedIn(owner);
      return isDone(await api.call(listCheckIns, { eventId }, { token })).items.length;
    },
  };
  return { happens, effects, draft, buyer };
}
