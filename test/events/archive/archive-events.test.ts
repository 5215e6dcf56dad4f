import { beforeAll, describe, expect, it } from "vitest";
import { event as events } from "#data/event.ts";
import { order as orders } from "#data/order.ts";
import { payment as payments } from "#data/payment.ts";
import { personLimit } from "#data/person-limit.ts";
import { scan } from "#data/scan.ts";
import { stock } from "#data/stock.ts";
import { ticket as tickets } from "#data/ticket.ts";
import { ticketType as ticketTypes } from "#data/ticket-type.ts";
import { scanKey } from "#domain/check-in.ts";
import { hours } from "#domain/time.ts";
import { orderConfirmed } from "#events/facts/order-confirmed.ts";
import { listEventAnalytics } from "#functions/analytics/list-event-analytics.ts";
import { listCheckIns } from "#functions/check-ins/list-check-ins.ts";
import { cancelEvent } from "#functions/events/cancel-event.ts";
import { deleteEvent } from "#functions/events/delete-event.ts";
import { getEvent } from "#functions/events/get-event.ts";
import { listOrganizerEvents } from "#functions/events/list-organizer-events.ts";
import { publishEvent } from "#functions/events/publish-event.ts";
import { updateEvent } from "#functions/events/update-event.ts";
import { deleteMedia } from "#functions/media/delete-media.ts";
import { getMedia } from "#functions/media/get-media.ts";
import { listEventMedia } from "#functions/media/list-event-media.ts";
import { updateMedia } from "#functions/media/update-media.ts";
import { cancelOrder } from "#functions/orders/cancel-order.ts";
import { createTicketType } from "#functions/ticket-types/create-ticket-type.ts";
import { updateTicketType } from "#functions/ticket-types/update-ticket-type.ts";
import { api } from "#test/support/api.ts";
import { history } from "#test/support/audit-log.ts";
import { scans } from "#test/support/doors.ts";
import { ended, theArchiveRuns } from "#test/support/ended.ts";
import { type Get, homeOf, key, violations } from "#test/support/homes.ts";
import { anEveningLongAgo, type Evening, fresh, readings } from "#test/support/long-ago.ts";
import { archiveTable, storedItem } from "#test/support/operator.ts";
import { freshKey, loggedIn } from "#test/support/people.ts";
import { toldWhile } from "#test/support/personal.ts";
import { stripeRepeats } from "#test/support/purchases.ts";
import { tellAgain } from "#test/support/retell.ts";
import { aPublishedEvent, aTypeForm, type Show } from "#test/support/shows.ts";
import { isDone, isRefused } from "#test/support/then.ts";
import { everythingSettles, timePasses } from "#test/support/when.ts";

describe("an event that ended 181 days ago", () => {
  let evening: Evening;
  let before: Awaited<ReturnType<typeof readings>>;
  let page: Record<string, unknown>;
  let recent: Show;
  const moved = () => {
    const { eventId, show, paid, ticketId, nonces } = evening;
    return {
      sale: [orders.get({ orderId: paid.orderId }), payments.get({ paymentId: paid.order.paymentId ?? "" })],
      tickets: [ticketId, ...paid.tickets.map((ticket) => ticket.ticketId)].map((id) => tickets.get({ ticketId: id })),
      scans: nonces.map((nonce) => scan.get(scanKey(eventId, nonce))),
      limit: [personLimit.get({ eventId, userId: evening.buyer.userId })],
      event: [
        events.get({ eventId }),
        ticketTypes.get({ eventId, ticketTypeId: show.ticketTypeId }),
        stock.get({ eventId, shard: 0 }),
      ] as Get[],
    };
  };
  const homes = async () => {
    const groups = Object.entries(moved()).map(async ([name, gets]): Promise<[string, string[]]> => {
      const found = await Promise.all((gets as Get[]).map(homeOf));
      return [name, [...new Set(found)]];
    });
    return Object.fromEntries(await Promise.all(groups));
  };

  beforeAll(async () => {
    evening = await anEveningLongAgo();
    await ended(evening.show, 181, "completed");
    recent = await aPublishedEvent();
    await ended(recent, 179, "completed");
    await everythingSettles();
    before = await readings(evening);
    page = isDone(await api.call(getEvent, { eventId: evening.eventId }));
  });

  it("is in no list of the archive before its time", async () => {
    expect(await homes()).toEqual({
      sale: ["table"],
      tickets: ["table"],
      scans: ["table"],
      limit: ["table"],
      event: ["table"],
    });
    expect(before.orders).toHaveLength(4);
    expect([before.sold.length, before.issued.length, before.tickets.length]).toEqual([2, 4, 7]);
    expect(before.orders).toEqual(before.orders.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1)));
  });

  it("is moved sale by sale, and read while half of it has moved", async () => {
    expect(await toldWhile(evening.buyer, () => timePasses(hours(1)))).toEqual([]);
    expect(await homes()).toEqual({
      sale: ["archive"],
      tickets: ["archive"],
      scans: ["archive"],
      limit: ["archive"],
      event: ["table"],
    });
    expect(await readings(evening)).toEqual(before);
    expect(isDone(await api.call(getEvent, { eventId: evening.eventId }))).toEqual(page);
    expect(await violations(evening.eventId, evening.paid.orderId, evening.ticketId)).toEqual([]);
  });

  it("is archived itself last, an hour later, and everything is read as before", async () => {
    expect(await toldWhile(evening.show.owner, theArchiveRuns)).toEqual([]);
    expect(await homes()).toEqual({
      sale: ["archive"],
      tickets: ["archive"],
      scans: ["archive"],
      limit: ["archive"],
      event: ["archive"],
    });
    expect(await readings(evening)).toEqual(before);
    const ids = [evening.eventId, evening.paid.orderId, evening.ticketId, evening.show.organizerId];
    expect(await violations(...ids)).toEqual([]);
  });

  it("is seen by its team alone, as archived", async () => {
    const { eventId, show, buyer } = evening;
    isRefused(await api.call(getEvent, { eventId }), "not_found");
    isRefused(await api.call(getEvent, { eventId }, await fresh(buyer)), "not_found");
    const as = await fresh(show.owner);
    const seen = isDone(await api.call(getEvent, { eventId }, as));
    expect(seen).toEqual({ ...page, status: "archived", version: Number(page.version) + 1, updatedAt: seen.updatedAt });
    expect(isDone(await api.call(listEventAnalytics, { eventId, by: "month" }, as)).items).toEqual([]);
    const { organizerId } = show;
    for (const [status, there] of [["archived", [eventId]] as const, ["completed", []] as const]) {
      const { items } = isDone(await api.call(listOrganizerEvents, { organizerId, status }, as));
      expect(items.map((card) => card.eventId)).toEqual(there);
    }
  });

  it("is not changed any more, nor are its tickets", async () => {
    const { eventId, show, paid, buyer } = evening;
    const as = await fresh(show.owner);
    const ifMatch = Number(page.version) + 1;
    isRefused(await api.call(updateEvent, { eventId, title: "Another" }, { ...as, ifMatch }), "not_changeable");
    isRefused(await api.call(publishEvent, { eventId }, as), "not_a_draft");
    isRefused(await api.call(createTicketType, { eventId, ...aTypeForm() }, as), "not_changeable");
    isRefused(await api.call(cancelEvent, { eventId }, as), "not_changeable");
    isRefused(await api.call(deleteEvent, { eventId }, { ...as, ifMatch }), "not_changeable");
    const { ticketTypeId, version } = isDone(await api.call(getEvent, { eventId }, as)).ticketTypes[0] ?? {};
    const edit = { eventId, ticketTypeId: ticketTypeId ?? "", name: "Another" };
    isRefused(await api.call(updateTicketType, edit, { ...as, ifMatch: version ?? 0 }), "not_changeable");
    isRefused(await api.call(cancelOrder, { orderId: paid.orderId }, await fresh(buyer)), "already_paid");
  });

  it("lets nobody in, repeats what a scan was told, and keeps every further scan", async () => {
    const { eventId, scanner, code, nonces, entered, buyer } = evening;
    const door = await loggedIn(scanner);
    const again = await scans(door, eventId, code, { nonce: nonces[0], gate: "North" });
    expect(isDone(again)).toEqual(entered);
    const nonce = freshKey();
    const late = isDone(await scans(door, eventId, code, { nonce }));
    expect(late).toMatchObject({ admitted: false, reason: "too_late" });
    expect(isDone(await scans(door, eventId, code, { nonce }))).toEqual(late);
    isRefused(await scans(door, eventId, "another", { nonce }), "key_reused");
    expect(await homeOf(scan.get(scanKey(eventId, nonce)))).toBe("archive");
    await everythingSettles();
    const life = await history("scan", `${eventId}/${nonce}`, "--json");
    expect(life.warnings).toBe("");
    expect(life.json()).toMatchObject([{ change: "INSERT", who: scanner.userId }]);
    const { items } = isDone(await api.call(listCheckIns, { eventId }, { token: door.token }));
    expect(items.map((item) => item.nonce)).toEqual([nonce, ...before.scans.map((item) => item.nonce)]);
    isRefused(await api.call(listCheckIns, { eventId }, await fresh(buyer)), "not_found");
  });

  it("is told of once: what Stripe or the bus repeats finds it where it is", async () => {
    const { paid, buyer } = evening;
    await stripeRepeats({ ...paid.order, payment: undefined });
    const item = await storedItem(key(orders.get({ orderId: paid.orderId })), archiveTable);
    await tellAgain(orderConfirmed, orders.parse({ Item: item }).data);
    await everythingSettles();
    const { told, mails, order, payment } = await readings(evening);
    expect({ told, mails, order, payment }).toEqual({
      ...{ told: before.told, mails: before.mails, order: before.order, payment: before.payment },
    });
    expect(await violations(paid.orderId, buyer.userId)).toEqual([]);
  });

  it("keeps its files where they are, in the hands of its team alone", async () => {
    const { eventId, mediaId, show, buyer } = evening;
    isRefused(await api.call(listEventMedia, { eventId }, await fresh(buyer)), "not_found");
    isRefused(await api.call(getMedia, { mediaId }, await fresh(buyer)), "not_found");
    const as = await fresh(show.owner);
    const { version } = isDone(await api.call(updateMedia, { mediaId, altText: "Lanterns" }, { ...as, ifMatch: 1 }));
    isDone(await api.call(deleteMedia, { mediaId }, { ...as, ifMatch: version }), 204);
    isRefused(await api.call(getMedia, { mediaId }, as), "not_found");
  });

  it("is not what ended 179 days ago, nor what is not over", async () => {
    for (const { eventId } of [recent, evening.other]) expect(await homeOf(events.get({ eventId }))).toBe("table");
  });

  it("is left alone by every further run", async () => {
    const { eventId } = evening;
    const was = await storedItem(key(events.get({ eventId })), archiveTable);
    await theArchiveRuns();
    expect(await storedItem(key(events.get({ eventId })), archiveTable)).toEqual(was);
  });
});
