import { beforeAll, describe, expect, it } from "vitest";
import { category as categories } from "#data/category.ts";
import { event as events } from "#data/event.ts";
import { eventCategory } from "#data/event-category.ts";
import { media } from "#data/media.ts";
import { ticketType as types } from "#data/ticket-type.ts";
import { categoryIdOf } from "#domain/category.ts";
import { days, hours } from "#domain/time.ts";
import { deleteEvent } from "#functions/events/delete-event.ts";
import { getEvent } from "#functions/events/get-event.ts";
import { listOrganizerEvents } from "#functions/events/list-organizer-events.ts";
import { publishEvent } from "#functions/events/publish-event.ts";
import { restoreEvent } from "#functions/events/restore-event.ts";
import { setEventCategories } from "#functions/events/set-event-categories.ts";
import { placeOrder } from "#functions/orders/place-order.ts";
import { refundPayment } from "#functions/payments/refund-payment.ts";
import { createTicketType } from "#functions/ticket-types/create-ticket-type.ts";
import { deleteTicketType } from "#functions/ticket-types/delete-ticket-type.ts";
import { listTicketTypes } from "#functions/ticket-types/list-ticket-types.ts";
import { restoreTicketType } from "#functions/ticket-types/restore-ticket-type.ts";
import { updateTicketType } from "#functions/ticket-types/update-ticket-type.ts";
import { api } from "#test/support/api.ts";
import { history } from "#test/support/audit-log.ts";
import { functionNamed, goesWrong, hasHit, nothingGoesWrong } from "#test/support/faults.ts";
import { sent } from "#test/support/files.ts";
import { aCast, anAdmin, stockOf, stored, storedItem } from "#test/support/operator.ts";
import { aVerifiedUser, freshKey, loggedIn, type Person } from "#test/support/people.ts";
import { aHold } from "#test/support/purchases.ts";
import { aDraftEvent, aPublishedEvent, aTypeForm } from "#test/support/shows.ts";
import { isDone, isRefused } from "#test/support/then.ts";
import { everythingSettles, fromNow, timePasses } from "#test/support/when.ts";

type Event = { readonly eventId: string; readonly owner: Person };

const current = async ({ eventId, owner }: Event) =>
  isDone(await api.call(getEvent, { eventId }, { token: owner.token }));
const deletes = async (show: Event, by = show.owner) => {
  const { version } = await current(show);
  return api.call(deleteEvent, { eventId: show.eventId }, { token: by.token, ifMatch: version });
};

describe("deleting an event", () => {
  let admin: Person;
  const restores = (eventId: string, by: Person) => api.call(restoreEvent, { eventId }, { token: by.token });

  beforeAll(async () => {
    admin = await anAdmin("super_admin");
  });

  it("hides a draft from everybody, until a super_admin restores it with all it had", async () => {
    const draft = await aDraftEvent();
    const { eventId, owner, organizerId } = draft;
    const as = { token: owner.token };
    isRefused(await api.call(deleteEvent, { eventId }, { ...as, ifMatch: 1 }), "stale_version");
    const whole = await current(draft);
    isDone(await deletes(draft), 204);
    isRefused(await api.call(getEvent, { eventId }, as), "not_found");
    isRefused(await api.call(createTicketType, { eventId, ...aTypeForm() }, as), "not_found");
    isRefused(await api.call(deleteEvent, { eventId }, { ...as, ifMatch: whole.version + 1 }), "not_found");
    const drafts = { organizerId, status: "draft" } as const;
    expect(isDone(await api.call(listOrganizerEvents, drafts, as)).items).toEqual([]);
    isRefused(await restores(eventId, owner), "not_permitted");
    isRefused(await restores(freshKey(), admin), "not_found");
    const back = isDone(await restores(eventId, admin));
    expect(back).toMatchObject({ status: "draft", ticketTypes: whole.ticketTypes });
    expect(isDone(await restores(eventId, admin)).version).toBe(back.version);
    expect(isDone(await api.call(listOrganizerEvents, drafts, as)).items).toHaveLength(1);
    // What was called off is: thirty days later it is still there, and can be deleted anew.
    isDone(await deletes(draft), 204);
    isDone(await restores(eventId, admin));
  });

  it("is for who runs it", async () => {
    const { team, others, stranger, doorStaff, manager } = await aCast();
    const [draft, shown] = [await aDraftEvent({ team }), await aPublishedEvent({ team })];
    for (const person of [stranger, doorStaff, others.owner]) {
      isRefused(await deletes(draft, person), "not_found");
      isRefused(await deletes(shown, person), "not_permitted");
    }
    isDone(await deletes(draft, manager), 204);
  });

  it("is refused once tickets were bought, even if they were paid back since; else it ends the sale", async () => {
    const buyer = await aVerifiedUser();
    const sold = await aPublishedEvent({ types: [{ price: 0 }] });
    const { order } = await aHold({ show: sold, buyer });
    isRefused(await deletes(sold), "has_orders");
    const as = { token: sold.owner.token, idempotencyKey: freshKey() };
    isDone(await api.call(refundPayment, { paymentId: order.paymentId ?? "" }, as), 201);
    isRefused(await deletes(sold), "has_orders");
    const unsold = await aPublishedEvent({ team: sold, types: [{ price: 0 }] });
    const { eventId, ticketTypeId } = unsold;
    isDone(await deletes(unsold), 204);
    expect(await stockOf(eventId, 1)).toMatchObject([{ live: false }]);
    const wanting = { eventId, lines: [{ ticketTypeId, quantity: 1 }] };
    isRefused(await api.call(placeOrder, wanting, { token: buyer.token, idempotencyKey: freshKey() }), "not_found");
    expect(isDone(await restores(eventId, admin))).toMatchObject({ status: "cancelled" });
  });

  it("removes a draft for good after thirty days, with its ticket types, categories and files, also if that is interrupted", async () => {
    const draft = await aDraftEvent({ types: [{}, { name: "Balcony" }] });
    const { eventId, ticketTypes } = draft;
    const categoryId = categoryIdOf("education");
    const countOf = async () => (await stored(categories.get({ categoryId }).params())).item.uses;
    const uses = await countOf();
    const { version } = await current(draft);
    const chosen = { eventId, categoryIds: [categoryId] };
    isDone(await api.call(setEventCategories, chosen, { token: draft.owner.token, ifMatch: version }));
    const file = { userId: draft.owner.userId, ownerType: "event", ownerId: eventId } as const;
    const files = await sent(...Array(30).fill(file));
    const filesLeft = async () => {
      const found = await Promise.all(files.map((mediaId) => storedItem(media.get({ mediaId }).params())));
      return found.filter(Boolean).length;
    };
    isDone(await deletes(draft), 204);
    const eventKey = events.get({ eventId }).params();
    await timePasses(days(30) - hours(1));
    expect((await stored(eventKey)).item).toMatchObject({ isActive: false });
    // Both ticket types and the first batch of files have just been removed: it dies there, and twice more.
    const deleting = { service: "dynamodb", operation: "DeleteItem", functionName: functionNamed("walks/go-on") };
    await goesWrong({ kind: "kill-after", ...deleting, skip: 26, times: 3 });
    await timePasses(hours(2));
    await hasHit("kill-after");
    await nothingGoesWrong();
    admin = await loggedIn(admin);
    isRefused(await restores(eventId, admin), "not_found");
    await timePasses(hours(1));
    await expect(stored(eventKey)).rejects.toThrow("Nothing is stored");
    await expect(stored(eventCategory.get({ eventId, categoryId }).params())).rejects.toThrow("Nothing is stored");
    expect(await countOf()).toBe(uses);
    expect(await filesLeft()).toBe(0);
    await everythingSettles();
    for (const { ticketTypeId } of ticketTypes) {
      const told = (await history("ticket-type", `${eventId}/${ticketTypeId}`, "--json")).json();
      expect(told.slice(-2)).toMatchObject([
        { change: "MODIFY", who: "walks/go-on" },
        { change: "REMOVE", who: "walks/go-on" },
      ]);
      await expect(stored(types.get({ eventId, ticketTypeId }).params())).rejects.toThrow("Nothing is stored");
    }
    const from = ["--from", await fromNow(-hours(2))];
    expect((await history("event", eventId, ...from)).text).toContain("deleted by walks/go-on");
  });
});

describe("deleting a ticket type", () => {
  const removes = ({ eventId, owner }: Event, { ticketTypeId, version }: { ticketTypeId: string; version: number }) =>
    api.call(deleteTicketType, { eventId, ticketTypeId }, { token: owner.token, ifMatch: version });
  const shownTo = async ({ eventId, owner }: Event) =>
    isDone(await api.call(listTicketTypes, { eventId }, { token: owner.token })).items.map(({ name }) => name);

  it("takes it off sale and out of every list, until it is restored", async () => {
    const admin = await anAdmin("super_admin");
    const show = await aPublishedEvent({ types: [{ name: "Floor", price: 0 }, { name: "Balcony" }] });
    const { eventId, owner } = show;
    const [floor, balcony] = show.ticketTypes;
    if (!floor || !balcony) throw new Error("There are no ticket types");
    const as = { token: owner.token };
    isRefused(await removes(show, { ...floor, version: 7 }), "stale_version");
    isDone(await removes(show, floor), 204);
    expect(await shownTo(show)).toEqual(["Balcony"]);
    expect(await current(show)).toMatchObject({ price: balcony.price });
    isRefused(await removes(show, { ...floor, version: 2 }), "not_found");
    const edit = { eventId, ticketTypeId: floor.ticketTypeId, isActive: true };
    isRefused(await api.call(updateTicketType, edit, { ...as, ifMatch: 2 }), "not_found");
    const { ticketTypeId } = floor;
    isRefused(await api.call(restoreTicketType, { eventId, ticketTypeId }, as), "not_permitted");
    const back = isDone(await api.call(restoreTicketType, { eventId, ticketTypeId }, { token: admin.token }));
    expect(back).toMatchObject({ name: "Floor", isActive: true });
    expect(await shownTo(show)).toEqual(["Floor", "Balcony"]);
    await aHold({ show: { eventId, ticketTypeId } });
    isRefused(await removes(show, { ticketTypeId, version: back.version }), "has_orders");
  });

  it("of a draft leaves nothing of it on sale; restored later, it gets its stock then", async () => {
    const admin = await anAdmin("super_admin");
    const draft = await aDraftEvent({ types: [{ name: "Floor" }, { name: "Balcony", quantityAvailable: 40 }] });
    const { eventId, owner } = draft;
    const balcony = draft.ticketTypes[1];
    if (!balcony) throw new Error("There is no balcony");
    isDone(await removes(draft, balcony), 204);
    isDone(await api.call(publishEvent, { eventId }, { token: owner.token }));
    const [before] = await stockOf(eventId, 1);
    expect(Object.keys(before?.types ?? {})).toHaveLength(1);
    const { ticketTypeId } = balcony;
    isDone(await api.call(restoreTicketType, { eventId, ticketTypeId }, { token: admin.token }));
    const [after] = await stockOf(eventId, 1);
    expect(after?.types[ticketTypeId]).toMatchObject({ left: 40, taken: 0, onSale: true });
  });
});
