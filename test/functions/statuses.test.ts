import { describe, expect, it } from "vitest";
import { walk } from "#data/walk.ts";
import { archiveDays } from "#domain/archive.ts";
import { hours, minutes } from "#domain/time.ts";
import { type WalkKind, walkKinds } from "#domain/walk.ts";
import { cancelEvent } from "#functions/events/cancel-event.ts";
import { deleteEvent } from "#functions/events/delete-event.ts";
import { getEvent } from "#functions/events/get-event.ts";
import { cancelOrder } from "#functions/orders/cancel-order.ts";
import { getOrder } from "#functions/orders/get-order.ts";
import { getPayment } from "#functions/payments/get-payment.ts";
import { updateTicketType } from "#functions/ticket-types/update-ticket-type.ts";
import { getTicket } from "#functions/tickets/get-ticket.ts";
import { reachable } from "#test/seed/enum-values.ts";
import { api } from "#test/support/api.ts";
import { codeOf, scans } from "#test/support/doors.ts";
import { ended, theArchiveRuns } from "#test/support/ended.ts";
import { key } from "#test/support/homes.ts";
import { storedItem } from "#test/support/operator.ts";
import { anOrganizer, aVerifiedUser, loggedIn } from "#test/support/people.ts";
import { aHold, aPaidOrder, intentIdOf, pay, stripeDoes } from "#test/support/purchases.ts";
import { refunds } from "#test/support/refunds.ts";
import { aDraftEvent, aPublishedEvent } from "#test/support/shows.ts";
import { isDone, isRefused } from "#test/support/then.ts";
import { everythingSettles, fromNow, timePasses, timeReaches } from "#test/support/when.ts";

const isWalked = async (eventId: string, kind: WalkKind) =>
  (await storedItem(key(walk.get({ eventId, kind })))) !== undefined;

describe("every status of what is sold", () => {
  it("is reached by what people, Stripe and time do", async () => {
    const [team, buyer] = await Promise.all([anOrganizer(), aVerifiedUser()]);
    const startDate = await fromNow(hours(1));
    const show = await aPublishedEvent({ team, startDate, types: [{}, { name: "Free", price: 0 }] });
    const off = await aPublishedEvent({ team });
    const old = await aPublishedEvent({ team });
    const [draft, unwantedDraft] = [await aDraftEvent({ team }), await aDraftEvent({ team })];
    const free = { eventId: show.eventId, ticketTypeId: show.ticketTypes[1]?.ticketTypeId ?? "" };
    const seen = { events: new Set(), orders: new Set(), payments: new Set(), tickets: new Set(), walks: new Set() };
    let token = buyer.token;
    let owner = team.owner;
    const see = async () => {
      await everythingSettles();
      [{ token }, owner] = await Promise.all([loggedIn(buyer), loggedIn(team.owner)]);
      for (const { eventId } of [show, off, draft, old]) {
        seen.events.add(isDone(await api.call(getEvent, { eventId }, { token: owner.token })).status);
      }
      for (const { eventId } of [show, off, unwantedDraft]) {
        for (const kind of walkKinds) if (await isWalked(eventId, kind)) seen.walks.add(kind);
      }
      for (const { orderId } of [pending, processing, failed, declined, paid, part, gift, called, argued]) {
        const order = isDone(await api.call(getOrder, { orderId }, { token }));
        seen.orders.add(order.status);
        if (!order.paymentId) continue;
        const payment = isDone(await api.call(getPayment, { paymentId: order.paymentId }, { token }));
        seen.payments.add(payment.status);
        for (const { ticketId } of payment.lines) {
          seen.tickets.add(isDone(await api.call(getTicket, { ticketId }, { token })).status);
        }
      }
    };

    const pending = await aHold({ show, buyer });
    const processing = await aHold({ show, buyer });
    await stripeDoes(`/_double/intents/${intentIdOf(processing.order)}/settle`, { outcome: "processing" });
    const failed = await aHold({ show, buyer });
    await pay(failed.order, "pm_card_chargeDeclined").catch(() => undefined);
    const declined = await aHold({ show, buyer });
    isDone(await api.call(cancelOrder, { orderId: declined.orderId }, { token }));
    const paid = await aPaidOrder({ show, buyer });
    const part = await aPaidOrder({ show, buyer, quantity: 2 });
    const gift = await aHold({ show: free, buyer, quantity: 2 });
    const called = await aPaidOrder({ show: off, buyer });
    const argued = await aHold({ show, buyer });
    await pay(argued.order, "pm_card_createDispute");
    const [sold] = show.ticketTypes;
    if (!sold) throw new Error("Nothing is sold");
    const more = {
      eventId: show.eventId,
      ticketTypeId: sold.ticketTypeId,
      quantityAvailable: sold.quantityAvailable + 1,
    };
    isDone(await api.call(updateTicketType, more, { token: owner.token, ifMatch: sold.version }));
    await see();

    const linesOf = async (paymentId = "") =>
      isDone(await api.call(getPayment, { paymentId }, { token })).lines.map(({ ticketId }) => ticketId);
    const [first = ""] = await linesOf(part.order.paymentId);
    isDone(await refunds(owner, part.order.paymentId ?? "", { ticketIds: [first] }), 201);
    const [used = "", unwanted = ""] = await linesOf(gift.order.paymentId);
    isDone(await scans(owner, show.eventId, await codeOf(used, { ...buyer, token })));
    isDone(await refunds(owner, gift.order.paymentId ?? "", { ticketIds: [unwanted] }), 201);
    // Decided, and its money not sent yet.
    await stripeDoes("/_double/fail", { next: 4, status: 503, match: "POST /v1/refunds" });
    isRefused(await refunds(owner, paid.order.paymentId ?? ""), "payment_unavailable");
    await stripeDoes("/_double/fail", { next: 0 });
    await see();
    isDone(await api.call(cancelEvent, { eventId: off.eventId }, { token: owner.token }));
    const { eventId } = unwantedDraft;
    const { version } = isDone(await api.call(getEvent, { eventId }, { token: owner.token }));
    isDone(await api.call(deleteEvent, { eventId }, { token: owner.token, ifMatch: version }), 204);
    await timePasses(minutes(1));
    await see();
    await timePasses(minutes(40));
    await see();
    await timeReaches(show.event.checkInUntil);
    await timePasses(minutes(16));
    await see();

    await ended(old, archiveDays + 1, "completed");
    await everythingSettles();
    expect(await theArchiveRuns()).toBe(true);
    await see();

    expect({
      events: [...seen.events].toSorted(),
      orders: [...seen.orders].toSorted(),
      payments: [...seen.payments].toSorted(),
      tickets: [...seen.tickets].toSorted(),
      walks: [...seen.walks].toSorted(),
    }).toEqual({
      events: reachable("events.status"),
      orders: reachable("orders.status"),
      payments: reachable("payments.status"),
      tickets: reachable("tickets.status"),
      walks: reachable("walks.kind"),
    });
  });
});
