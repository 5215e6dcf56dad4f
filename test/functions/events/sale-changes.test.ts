import { beforeAll, describe, expect, it } from "vitest";
import { event as events } from "#data/event.ts";
import { ticketType as ticketTypes } from "#data/ticket-type.ts";
import { walk as walks } from "#data/walk.ts";
import { hours, minutes, shifted } from "#domain/time.ts";
import { created } from "#domain/trail.ts";
import { openWalk } from "#domain/walk.ts";
import { getEvent } from "#functions/events/get-event.ts";
import { updateEvent } from "#functions/events/update-event.ts";
import { cancelOrder } from "#functions/orders/cancel-order.ts";
import { getOrder } from "#functions/orders/get-order.ts";
import { placeOrder } from "#functions/orders/place-order.ts";
import { createTicketType } from "#functions/ticket-types/create-ticket-type.ts";
import { updateTicketType } from "#functions/ticket-types/update-ticket-type.ts";
import type { InputOf } from "#platform/client.ts";
import { api } from "#test/support/api.ts";
import { putItem, putStock, stockOf, stored } from "#test/support/operator.ts";
import { anOrganizer, aVerifiedUser, freshKey, type Person, type Team } from "#test/support/people.ts";
import { aPublishedEvent, aTypeForm, type Show } from "#test/support/shows.ts";
import { isDone, isRefused } from "#test/support/then.ts";
import { everythingSettles, fromNow, now, timePasses } from "#test/support/when.ts";

describe("changes while selling", () => {
  let team: Team;
  let buyer: Person;

  beforeAll(async () => {
    [team, buyer] = [await anOrganizer(), await aVerifiedUser()];
  });

  const buys = ({ eventId }: Show, ticketTypeId: string, quantity: number) =>
    api.call(
      placeOrder,
      { eventId, lines: [{ ticketTypeId, quantity }] },
      { token: buyer.token, idempotencyKey: freshKey() },
    );

  const page = async ({ eventId, owner }: Show) =>
    isDone(await api.call(getEvent, { eventId }, { token: owner.token }));

  async function changeType(show: Show, edits: Partial<InputOf<typeof updateTicketType>>) {
    const { eventId, ticketTypeId, owner } = show;
    const { ticketTypes } = await page(show);
    const ifMatch = ticketTypes.find((type) => type.ticketTypeId === ticketTypeId)?.version;
    return api.call(updateTicketType, { eventId, ticketTypeId, ...edits }, { token: owner.token, ifMatch });
  }

  async function changeEvent(show: Show, edits: Partial<InputOf<typeof updateEvent>>) {
    const { eventId, owner } = show;
    const { version } = await page(show);
    return api.call(updateEvent, { eventId, ...edits }, { token: owner.token, ifMatch: version });
  }

  async function sums(show: Show, shards: number) {
    const stock = await stockOf(show.eventId, shards);
    const types = stock.map(({ types }) => types[show.ticketTypeId]);
    const sum = (figures: (number | undefined)[]) => figures.reduce<number>((sum, figure) => sum + (figure ?? 0), 0);
    return {
      left: sum(stock.map(({ left }) => left)),
      taken: sum(stock.map(({ taken }) => taken)),
      typeLeft: sum(types.map((type) => type?.left)),
      typeTaken: sum(types.map((type) => type?.taken)),
    };
  }

  it("asks the new price of the next order, and keeps the old one for those that hold", async () => {
    const show = await aPublishedEvent({ team });
    const before = isDone(await buys(show, show.ticketTypeId, 2), 201);
    isDone(await changeType(show, { price: 4000 }));
    const after = isDone(await buys(show, show.ticketTypeId, 2), 201);
    expect([before.subtotal, after.subtotal]).toEqual([5000, 8000]);
    const kept = isDone(await api.call(getOrder, { orderId: before.orderId }, { token: buyer.token }));
    expect(kept.subtotal).toBe(5000);
    expect((await page(show)).price).toBe(4000);
  });

  it("never goes below what is sold or held, over several stock items", async () => {
    const show = await aPublishedEvent({ team, maxCapacity: 2500, types: [{ quantityAvailable: 2000, price: 0 }] });
    for (let order = 0; order < 5; order++) isDone(await buys(show, show.ticketTypeId, 7), 201);
    isRefused(await changeType(show, { quantityAvailable: 34 }), "quantity_in_use");
    expect(await sums(show, 3)).toEqual({ left: 2465, taken: 35, typeLeft: 1965, typeTaken: 35 });
    isDone(await changeType(show, { quantityAvailable: 35 }));
    expect(await sums(show, 3)).toEqual({ left: 2465, taken: 35, typeLeft: 0, typeTaken: 35 });
    isRefused(await buys(show, show.ticketTypeId, 1), "sold_out");
    isDone(await changeType(show, { quantityAvailable: 45 }));
    isDone(await buys(show, show.ticketTypeId, 10), 201);
    isRefused(await buys(show, show.ticketTypeId, 1), "sold_out");
    expect(await sums(show, 3)).toEqual({ left: 2455, taken: 45, typeLeft: 0, typeTaken: 45 });
    await everythingSettles();
    const after = await page(show);
    expect(after).toMatchObject({ currentCapacity: 45, ticketTypes: [{ quantityAvailable: 45, quantitySold: 45 }] });
  });

  it("changes the capacity down to what is taken, and up again", async () => {
    const show = await aPublishedEvent({ team, maxCapacity: 1500, types: [{ quantityAvailable: 1500 }] });
    isDone(await buys(show, show.ticketTypeId, 9), 201);
    isRefused(await changeEvent(show, { maxCapacity: 8 }), "quantity_in_use");
    expect(isDone(await changeEvent(show, { maxCapacity: 9 })).maxCapacity).toBe(9);
    isRefused(await buys(show, show.ticketTypeId, 1), "sold_out");
    isDone(await changeEvent(show, { maxCapacity: 5000 }));
    expect(await sums(show, 5)).toEqual({ left: 4991, taken: 9, typeLeft: 1491, typeTaken: 9 });
    isDone(await buys(show, show.ticketTypeId, 10), 201);
  });

  it("pauses a type and goes on", async () => {
    const show = await aPublishedEvent({ team });
    isDone(await changeType(show, { isActive: false }));
    expect((await buys(show, show.ticketTypeId, 1)).problem).toBeDefined();
    isDone(await changeType(show, { isActive: true }));
    isDone(await buys(show, show.ticketTypeId, 1), 201);
  });

  it("closes a sale by its window, and by the end of the event", async () => {
    const show = await aPublishedEvent({ team });
    isDone(await changeType(show, { saleFrom: await fromNow(hours(1)) }));
    isRefused(await buys(show, show.ticketTypeId, 1), "sale_closed");
    const saleUntil = await fromNow(-1);
    isDone(await changeType(show, { saleFrom: null, saleUntil }));
    isRefused(await buys(show, show.ticketTypeId, 1), "sale_closed");
    isDone(await changeType(show, { saleUntil: null }));
    isDone(await buys(show, show.ticketTypeId, 1), 201);
    const endDate = shifted(show.event.endDate, hours(2));
    isDone(await changeEvent(show, { endDate }));
    const [stock] = await stockOf(show.eventId, 1);
    expect(stock?.types[show.ticketTypeId]?.saleUntil).toBe(endDate);
  });

  it("puts a new type on sale at once", async () => {
    const show = await aPublishedEvent({ team, maxCapacity: 2000 });
    const { eventId, owner } = show;
    const form = { eventId, ...aTypeForm({ price: 0, quantityAvailable: 12, name: "Late" }) };
    const { ticketTypeId } = isDone(await api.call(createTicketType, form, { token: owner.token }), 201);
    isDone(await buys(show, ticketTypeId, 10), 201);
    isDone(await buys(show, ticketTypeId, 2), 201);
    isRefused(await buys(show, ticketTypeId, 1), "sold_out");
    expect((await page(show)).price).toBe(0);
  });

  it("would lose a sale if it wrote the figures it had read (the control)", async () => {
    const show = await aPublishedEvent({ team, types: [{ price: 0 }] });
    const [read] = await stockOf(show.eventId, 1);
    isDone(await buys(show, show.ticketTypeId, 4), 201);
    const [sold] = await stockOf(show.eventId, 1);
    if (!read || !sold) throw new Error("no stock");
    await putStock(read);
    expect((await sums(show, 1)).taken).toBe(0);
    await putStock(sold);
  });

  it("leaves the stock alone when only words change", async () => {
    const show = await aPublishedEvent({ team });
    const versions = async () => (await stockOf(show.eventId, 1)).map((stock) => JSON.stringify(stock));
    const before = await versions();
    isDone(await changeType(show, { name: "Balcony", isHidden: true, maxPerOrder: 3 }));
    isDone(await changeEvent(show, { title: "Night of Lamps", location: "Giza, Egypt" }));
    expect(await versions()).toEqual(before);
  });

  it("is finished by a walk if whoever decided it has stopped", async () => {
    const show = await aPublishedEvent({ team, maxCapacity: 1500, types: [{ quantityAvailable: 100, price: 0 }] });
    const { eventId, ticketTypeId } = show;
    const until = await fromNow(minutes(1));
    const decided = { name: "Regular", more: 20, terms: {} };
    const change = { changeId: 1, state: "applying", until, places: 0, types: { [ticketTypeId]: decided } };
    const type = await stored(ticketTypes.get({ eventId, ticketTypeId }).params());
    const event = await stored(events.get({ eventId }).params());
    await type.becomes({ quantityAvailable: 120 });
    await event.becomes({ change });
    await putItem(
      walks.put({ ...openWalk(eventId, "change", until), ...created({ now: await now(), by: "operator" }) }),
    );
    await timePasses(minutes(10));
    expect(await sums(show, 2)).toEqual({ left: 1500, taken: 0, typeLeft: 120, typeTaken: 0 });
    expect((await stored(events.get({ eventId }).params())).item.change).toBeUndefined();
    isDone(await changeType(show, { quantityAvailable: 90 }));
    expect((await sums(show, 2)).typeLeft).toBe(90);
  });

  it("loses no place to sales, returns and changes at the same time", async () => {
    const show = await aPublishedEvent({ team, maxCapacity: 1100, types: [{ quantityAvailable: 60, price: 0 }] });
    const paid = await aPublishedEvent({ team, maxCapacity: 40, types: [{ quantityAvailable: 40 }] });
    const held = isDone(await buys(paid, paid.ticketTypeId, 5), 201);
    const answers = await Promise.all([
      ...Array.from({ length: 8 }, () => buys(show, show.ticketTypeId, 3)),
      changeType(show, { quantityAvailable: 50 }),
      api.call(cancelOrder, { orderId: held.orderId }, { token: buyer.token }),
      changeEvent(paid, { maxCapacity: 30 }),
    ]);
    const sold = answers.slice(0, 8).filter(({ status }) => status === 201).length * 3;
    const quantity = (await page(show)).ticketTypes[0]?.quantityAvailable ?? 0;
    const { typeLeft, typeTaken, left, taken } = await sums(show, 2);
    expect({ typeLeft, typeTaken, left, taken }).toEqual({
      typeLeft: quantity - sold,
      typeTaken: sold,
      left: 1100 - sold,
      taken: sold,
    });
    const after = await sums(paid, 1);
    expect(after.left + after.taken).toBe((await page(paid)).maxCapacity);
  });
});
