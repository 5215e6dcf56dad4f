import { marshall } from "@aws-sdk/util-dynamodb";
import { describe, expect, it } from "vitest";
import { event as eventEntity, indexed } from "#data/event.ts";
import { order } from "#data/order.ts";
import { readable } from "#data/stored-form.ts";
import { ticket } from "#data/ticket.ts";
import { categoryIdOf } from "#domain/category.ts";
import { confirmation } from "#domain/confirmation.ts";
import { holdBucketOf, openOrder } from "#domain/order.ts";
import { created } from "#domain/trail.ts";
import { itemSize } from "#infra/local/dynamodb/item-size.ts";
import { anEvent, aTicketType } from "#test/support/things.ts";

const now = new Date("2027-01-01T12:00:00.000Z");
const times = { startDate: "2027-02-01T19:00:00.000Z", endDate: "2027-02-01T22:00:00.000Z" };
const event = anEvent({ ...times, title: "A concert whose title takes sixty bytes, as some titles do" });
const types = [aTicketType(0), aTicketType(1)];
const userId = event.organizerId;
const trail = created({ now, by: userId, fact: { id: userId, type: "order.confirmed.v1" } });
const scan = { nonce: "0199a000-0000-7000-8000-000000000001", at: now.toISOString(), by: userId, gate: "North gate" };

/** An order of so many tickets of each type, with everything on it that a paid one may have. */
function bought(...quantities: readonly number[]) {
  const lines = quantities.map((quantity, at) => ({ ticketTypeId: types[at]?.ticketTypeId ?? "", quantity }));
  const wish = { eventId: event.eventId, lines };
  const opened = openOrder({ event, ticketTypes: types }, wish, { userId, idempotencyKey: "a-key-of-one's-own", now });
  const draws = lines.map((line, at) => ({ ...line, shard: at }));
  const held = { ...opened, draws, intentId: "pi_3QabcdefghijklmnopqrstuV" };
  const issue = { at: now.toISOString(), expiresAt: event.checkInUntil, random: () => new Uint8Array(10) };
  const sold = confirmation(held, undefined, issue);
  return { ...sold, order: { ...sold.order, holdBucket: holdBucketOf(held), ...trail } };
}
type Params = { readonly Item: Readonly<Record<string, unknown>> };
const bare = (item: object) =>
  Object.fromEntries(Object.entries(item).filter(([name]) => !/^(pk|sk|gsi\d[ps]k|__edb_[ev]__)$/.test(name)));
const bytes = (item: object) => itemSize(marshall(item, { removeUndefinedValues: true }));

describe("orders and tickets", () => {
  const { order: paid, tickets } = bought(2, 1);
  const storedOrder = order.put(paid).params<Params>().Item;
  const [first] = tickets;
  if (!first) throw new Error("There is no ticket");
  const items = [first, { ...first, admission: scan }, { ...first, admission: { ...scan, gate: undefined } }].map(
    (one) => ({ ...one, ...trail }),
  );

  it("are read as they were written, by their entity and without it", () => {
    const defined = JSON.parse(JSON.stringify(paid));
    expect(order.parse({ Item: storedOrder }).data).toEqual(defined);
    expect(bare(readable(storedOrder))).toEqual(defined);
    for (const one of items) {
      const { Item } = ticket.put(one).params<Params>();
      expect(Item).not.toHaveProperty("createdAt");
      expect(JSON.parse(JSON.stringify(ticket.parse({ Item }).data))).toEqual(JSON.parse(JSON.stringify(one)));
      expect(bare(readable(Item))).toEqual(JSON.parse(JSON.stringify(one)));
    }
  });

  it("keep the names by which the table is asked", () => {
    const names = ["status", "fact", "orderId", "userId", "eventId", "paymentId", "intentId", "total"];
    expect(Object.keys(storedOrder)).toEqual(expect.arrayContaining(names));
  });

  it("take one unit with an ordinary title", () => {
    expect(bytes(order.put(bought(4).order).params<Params>().Item)).toBeLessThanOrEqual(1024);
    const used = { ...first, ...trail, status: "used" as const, admission: scan };
    expect(bytes(ticket.put(used).params<Params>().Item)).toBeLessThanOrEqual(1024);
  });

  it("are never stored with a place that no line asks for", () => {
    const draws = [{ shard: 0, ticketTypeId: userId, quantity: 1 }];
    expect(() => order.put({ ...paid, draws }).params()).toThrow(/no line/);
  });
});

describe("an event's card", () => {
  const ordinary = anEvent({
    ...times,
    ...{ title: "An evening of lanterns and songs", location: "Corniche El Nil, Cairo, Egypt", price: 2500 },
    ...{ latitude: 30.044419, longitude: 31.235712, categoryIds: ["music", "art"].map(categoryIdOf) },
  });
  const row = { ...indexed(ordinary), ...trail };
  const { Item } = eventEntity.put(row).params<Params>();

  it("takes at most 350 bytes of an ordinary event in two categories", () => {
    expect(bytes({ card: Item.card }) - "card".length).toBeLessThanOrEqual(350);
  });

  it("is read as it was written, by its entity and without it", () => {
    expect(eventEntity.parse({ Item }).data?.card).toEqual(row.card);
    expect(readable(Item).card).toEqual(row.card);
  });
});

describe("what was not packed as it should be", () => {
  const { order: paid } = bought(2);
  const { Item } = order.put(paid).params<Params>();

  it.each([
    ["lines that are a text", { ln: "two" }, "lines", "two"],
    ["lines that are null", { ln: null }, "lines", null],
    ["lines by their long name", { ln: undefined, lines: paid.lines }, "lines", paid.lines],
    ["draws without lines", { ln: undefined }, "draws", Item.dr],
  ])("is read as it is: %s", (_, damage, attribute, as) => {
    const stored = Object.entries({ ...Item, ...damage }).filter(([, value]) => value !== undefined);
    expect(readable(Object.fromEntries(stored))[attribute]).toEqual(as);
  });
});

describe("a patch", () => {
  const { orderId, lines, draws } = bought(1).order;

  it.each([
    ["order", "lines", () => order.patch({ orderId }).set({ lines })],
    ["order", "draws", () => order.patch({ orderId }).set({ draws })],
    ["ticket", "createdAt", () => ticket.patch({ ticketId: orderId }).set({ createdAt: now.toISOString() })],
  ])("of an %s cannot set %s, which is only written with the rest", (_, attribute, patch) => {
    expect(() => patch().params()).toThrow(`"${attribute}" is Read-Only`);
  });
});

it("leaves alone what it does not know", () => {
  expect(readable({ pk: "user#1", __edb_e__: "user", version: 1, v: 2 })).toEqual({
    ...{ pk: "user#1", __edb_e__: "user", version: 1, v: 2 },
  });
});
