import { describe, expect, it } from "vitest";
import { editTicketType, newTicketType } from "#domain/edit-ticket-type.ts";
import type { CurrencyCode } from "#domain/money.ts";
import { checkTicketType, lowestPrice, maxTicketTypes, priceProblem, saleWindow } from "#domain/ticket-type.ts";
import { anEvent, aTicketType } from "#test/support/things.ts";

describe("a ticket type", () => {
  it.each<[CurrencyCode, number, number, string | undefined]>([
    ["USD", 0, 1, undefined],
    ["USD", 1, 1, "too_small"],
    ["USD", 19, 1, undefined],
    ["USD", 18, 1, "too_small"],
    ["USD", 9, 2, "too_small"],
    ["USD", 10, 2, undefined],
    ["USD", 971_000, 1, undefined],
    ["USD", 972_000, 1, "too_large"],
    ["USD", 490_000, 2, "too_large"],
    ["JPY", 10, 1, undefined],
    ["KWD", 3500, 1, undefined],
    ["KWD", 3505, 1, "off_step"],
  ])("in %s at %i from %i on: %s", (currency, price, minPerOrder, code) => {
    expect(priceProblem({ price, minPerOrder }, currency)?.code).toBe(code);
  });

  it.each([
    { saleFrom: "2027-01-02T00:00:00.000Z", saleUntil: "2027-01-02T00:00:00.000Z" },
    { minPerOrder: 3, maxPerOrder: 2 },
    { minPerOrder: 3, maxPerPerson: 2 },
    { price: 1 },
  ])("is refused with %j", (wrong) => {
    expect(() => checkTicketType(aTicketType(1, wrong), "EUR")).toThrow(/must/);
  });

  it("is sold in its own window, until the event ends at the latest", () => {
    const event = anEvent({});
    expect(saleWindow(aTicketType(1), event)).toEqual({ from: "1970-01-01T00:00:00.000Z", until: event.endDate });
    const saleUntil = "2027-01-02T00:00:00.000Z";
    expect(saleWindow(aTicketType(1, { saleUntil }), event).until).toBe(saleUntil);
    expect(saleWindow(aTicketType(1, { saleUntil: "2028-01-01T00:00:00.000Z" }), event).until).toBe(event.endDate);
  });

  it("gives the event its lowest price, if it is on offer", () => {
    expect(lowestPrice([])).toBeUndefined();
    expect(lowestPrice([aTicketType(1, { isActive: false }), aTicketType(2, { isHidden: true })])).toBeUndefined();
    expect(
      lowestPrice([aTicketType(1), aTicketType(2, { price: 0, isHidden: true }), aTicketType(3, { price: 900 })]),
    ).toBe(900);
  });

  it("is the twentieth at most, of an event that still sells", () => {
    const { ticketTypeId, eventId: _, isActive: __, ...form } = aTicketType(1);
    const types = Array.from({ length: maxTicketTypes }, (_, number) => aTicketType(number));
    const add = (event: Parameters<typeof anEvent>[0], ticketTypes = types) =>
      newTicketType({ event: anEvent(event), ticketTypes }, form, ticketTypeId);
    expect(add({}, types.slice(1))).toEqual(aTicketType(1));
    expect(() => add({})).toThrow("20");
    expect(() => add({ status: "cancelled" }, [])).toThrow("cancelled");
    expect(() => editTicketType(anEvent({ status: "completed" }), aTicketType(1), {})).toThrow("completed");
  });

  it("loses by null what is optional", () => {
    const type = aTicketType(1, { description: "Seats", saleFrom: "2027-01-02T00:00:00.000Z" });
    const next = editTicketType(anEvent({}), type, { description: null, price: 0 });
    expect(next).toEqual({ ...aTicketType(1, { price: 0 }), saleFrom: type.saleFrom });
  });
});
