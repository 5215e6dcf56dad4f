import { beforeAll, describe, expect, it } from "vitest";
import { getEvent } from "#functions/events/get-event.ts";
import { createTicketType } from "#functions/ticket-types/create-ticket-type.ts";
import { deleteTicketType } from "#functions/ticket-types/delete-ticket-type.ts";
import { getTicketType } from "#functions/ticket-types/get-ticket-type.ts";
import { listTicketTypes } from "#functions/ticket-types/list-ticket-types.ts";
import { updateTicketType } from "#functions/ticket-types/update-ticket-type.ts";
import { api } from "#test/support/api.ts";
import { aCast } from "#test/support/operator.ts";
import type { Person, Team } from "#test/support/people.ts";
import { aDraftEvent, aPublishedEvent, aTypeForm } from "#test/support/shows.ts";
import { isDone, isRefused } from "#test/support/then.ts";

const nowhere = "019a0000-0000-7000-8000-000000000001";

describe("ticket types", () => {
  let team: Team;
  let others: Team;
  let stranger: Person;
  let doorStaff: Person;

  beforeAll(async () => {
    ({ team, others, stranger, doorStaff } = await aCast());
  });

  describe("create-ticket-type", () => {
    it("offers tickets, and keeps the event's lowest price", async () => {
      const { eventId } = await aDraftEvent({ team, types: [] });
      const { token } = team.owner;
      const answer = await api.call(createTicketType, { eventId, ...aTypeForm({ price: 3000 }) }, { token });
      expect(isDone(answer, 201)).toMatchObject({
        eventId,
        price: 3000,
        quantityAvailable: 100,
        quantitySold: 0,
        minPerOrder: 1,
        maxPerOrder: 10,
        isHidden: false,
        isTransferable: true,
        isActive: true,
        version: 1,
      });
      isDone(await api.call(createTicketType, { eventId, ...aTypeForm({ price: 0, isHidden: true }) }, { token }), 201);
      expect(isDone(await api.call(getEvent, { eventId }, { token })).price).toBe(3000);
      isDone(await api.call(createTicketType, { eventId, ...aTypeForm({ price: 2000 }) }, { token }), 201);
      expect(isDone(await api.call(getEvent, { eventId }, { token })).price).toBe(2000);
    });

    it("is for the event's managers; of a draft of others nothing is told", async () => {
      const draft = await aDraftEvent({ team, types: [] });
      const published = await aPublishedEvent({ team });
      for (const { token } of [stranger, doorStaff, others.owner]) {
        isRefused(await api.call(createTicketType, { eventId: draft.eventId, ...aTypeForm() }, { token }), "not_found");
        const seen = await api.call(createTicketType, { eventId: published.eventId, ...aTypeForm() }, { token });
        isRefused(seen, "not_permitted");
      }
      isRefused(await api.call(createTicketType, { eventId: draft.eventId, ...aTypeForm() }), "unauthenticated");
      const lost = { eventId: nowhere, ...aTypeForm() };
      isRefused(await api.call(createTicketType, lost, { token: team.owner.token }), "not_found");
    });

    it("stops at 20, however many are made at the same time", async () => {
      const types = Array.from({ length: 17 }, (_, number) => ({ name: `Row ${number}` }));
      const { eventId } = await aDraftEvent({ team, types });
      const { token } = team.owner;
      const one = () => api.call(createTicketType, { eventId, ...aTypeForm() }, { token });
      const answers = await Promise.all(Array.from({ length: 8 }, one));
      const made = answers.filter(({ status }) => status === 201).length;
      expect(made).toBeLessThanOrEqual(3);
      for (const { problem } of answers) if (problem) expect(["busy", "too_many_ticket_types"]).toContain(problem.code);
      for (let missing = 3 - made; missing > 0; missing--) isDone(await one(), 201);
      isRefused(await one(), "too_many_ticket_types");
      expect(isDone(await api.call(getEvent, { eventId }, { token })).ticketTypes).toHaveLength(20);
    });

    it.each<[string, Record<string, unknown>]>([
      ["name", { name: "" }],
      ["name", { name: "n".repeat(101) }],
      ["name", { name: "a\r\nb" }],
      ["description", { description: "d".repeat(2001) }],
      ["price", { price: -1 }],
      ["price", { price: 0.5 }],
      ["price", { price: "2500" }],
      ["price", { price: 1 }],
      ["price", { price: 100_000_000 }],
      ["price", { price: 99_999_999 }],
      ["price", { price: 600_000, minPerOrder: 2 }],
      ["price", { price: null }],
      ["quantityAvailable", { quantityAvailable: 0 }],
      ["quantityAvailable", { quantityAvailable: 1_000_001 }],
      ["saleFrom", { saleFrom: "soon" }],
      ["saleUntil", { saleFrom: "2027-01-02T00:00:00Z", saleUntil: "2027-01-02T00:00:00Z" }],
      ["minPerOrder", { minPerOrder: 0 }],
      ["maxPerOrder", { maxPerOrder: 11 }],
      ["maxPerOrder", { minPerOrder: 5, maxPerOrder: 4 }],
      ["maxPerPerson", { maxPerPerson: 0 }],
      ["maxPerPerson", { minPerOrder: 5, maxPerPerson: 4 }],
      ["isHidden", { isHidden: "yes" }],
      ["refundableUntil", { refundableUntil: "2027-02-30T00:00:00Z" }],
      ["isActive", { isActive: false }],
      ["quantitySold", { quantitySold: 5 }],
      ["ticketTypeId", { ticketTypeId: nowhere }],
    ])("refuses %s in %j", async (path, wrong) => {
      const { eventId } = await aDraftEvent({ team, types: [] });
      const form = { eventId, ...aTypeForm(), ...wrong };
      isRefused(await api.send(createTicketType, form, { token: team.owner.token }), "invalid_input", path);
    });

    it.each([
      ["JPY", 1200, 9],
      ["KWD", 3500, 3505],
      ["EGP", 10_000, 100],
      ["USD", 50, 1_000_001],
    ] as const)("in %s takes a price of %i and not of %i", async (currency, good, bad) => {
      const { eventId } = await aDraftEvent({ team, currency, types: [{ price: good }] });
      const form = { eventId, ...aTypeForm({ price: bad }) };
      isRefused(await api.call(createTicketType, form, { token: team.owner.token }), "invalid_input", "price");
    });
  });

  describe("list-ticket-types", () => {
    it("shows what is on offer, in pages, and the team everything", async () => {
      const types = [{ name: "A" }, { name: "B", isHidden: true }, { name: "C" }, { name: "D" }];
      const { eventId, ticketTypes } = await aPublishedEvent({ team, types });
      const { token } = team.owner;
      const paused = { eventId, ticketTypeId: ticketTypes[3]?.ticketTypeId ?? "", isActive: false };
      isDone(await api.call(updateTicketType, paused, { token, ifMatch: 1 }));
      const names = (page: { items: { name: string }[] }) => page.items.map(({ name }) => name);
      const first = isDone(await api.call(listTicketTypes, { eventId, limit: 1 }));
      expect(names(first)).toEqual(["A"]);
      const second = isDone(await api.call(listTicketTypes, { eventId, limit: 1, cursor: first.nextCursor ?? "" }));
      expect(names(second)).toEqual(["C"]);
      expect(second.nextCursor).toBeNull();
      expect(names(isDone(await api.call(listTicketTypes, { eventId }, { token })))).toEqual(["A", "B", "C", "D"]);
      const asStaff = await api.call(listTicketTypes, { eventId }, { token: doorStaff.token });
      expect(names(isDone(asStaff))).toEqual(["A", "C"]);
    });

    it("of a draft is for its managers", async () => {
      const { eventId } = await aDraftEvent({ team });
      isRefused(await api.call(listTicketTypes, { eventId }), "not_found");
      for (const { token } of [stranger, doorStaff, others.owner])
        isRefused(await api.call(listTicketTypes, { eventId }, { token }), "not_found");
      expect(isDone(await api.call(listTicketTypes, { eventId }, { token: team.owner.token })).items).toHaveLength(1);
    });
  });

  describe("get-ticket-type", () => {
    it("shows what the list shows, to whom the list shows it", async () => {
      const types = [{ name: "A" }, { name: "B", isHidden: true }, { name: "C" }];
      const { eventId, ticketTypes } = await aPublishedEvent({ team, types });
      const as = { token: team.owner.token };
      const [a = "", b = "", c = ""] = ticketTypes.map(({ ticketTypeId }) => ticketTypeId);
      isDone(await api.call(updateTicketType, { eventId, ticketTypeId: c, isActive: false }, { ...as, ifMatch: 1 }));
      const { items } = isDone(await api.call(listTicketTypes, { eventId }, as));
      const one = (ticketTypeId: string, options?: { token: string }) =>
        api.call(getTicketType, { eventId, ticketTypeId }, options);
      for (const [index, id] of [a, b, c].entries()) expect(isDone(await one(id, as))).toEqual(items[index]);
      const answer = await one(a);
      expect(isDone(answer)).toEqual(items[0]);
      expect(answer.headers.get("etag")).toBe('"1"');
      for (const id of [b, c]) {
        isRefused(await one(id), "not_found");
        isRefused(await one(id, doorStaff), "not_found");
      }
      const other = await aPublishedEvent({ team });
      isRefused(await api.call(getTicketType, { eventId: other.eventId, ticketTypeId: a }), "not_found");
      isDone(await api.call(deleteTicketType, { eventId, ticketTypeId: a }, { ...as, ifMatch: 1 }));
      isRefused(await one(a, as), "not_found");
    });
  });

  describe("update-ticket-type", () => {
    it("changes one version after another, and takes optional fields away", async () => {
      const { eventId, ticketTypeId } = await aDraftEvent({
        team,
        types: [{ description: "By the stage", saleUntil: "2027-01-01T00:00:00Z", price: 2500 }],
      });
      const { token } = team.owner;
      const edit = { eventId, ticketTypeId, name: "Front", description: null, saleUntil: null, price: 0 };
      const answer = await api.call(updateTicketType, edit, { token, ifMatch: 1 });
      const type = isDone(answer);
      expect(type).toMatchObject({ name: "Front", price: 0, version: 2 });
      expect(type).not.toHaveProperty("description");
      expect(type).not.toHaveProperty("saleUntil");
      expect(answer.headers.get("etag")).toBe('"2"');
      expect(isDone(await api.call(getEvent, { eventId }, { token })).price).toBe(0);
      isRefused(await api.call(updateTicketType, edit, { token, ifMatch: 1 }), "stale_version");
      isRefused(await api.call(updateTicketType, edit, { token }), "if_match_required");
      const paused = { eventId, ticketTypeId, isActive: false };
      isDone(await api.call(updateTicketType, paused, { token, ifMatch: 2 }));
      expect(isDone(await api.call(getEvent, { eventId }, { token }))).not.toHaveProperty("price");
    });

    it("is for the event's managers, and by its own event only", async () => {
      const draft = await aDraftEvent({ team });
      const { eventId, ticketTypeId } = await aPublishedEvent({ team });
      for (const { token } of [stranger, doorStaff, others.owner]) {
        isRefused(await api.call(updateTicketType, { eventId, ticketTypeId }, { token, ifMatch: 1 }), "not_permitted");
        isRefused(
          await api.call(
            updateTicketType,
            { eventId: draft.eventId, ticketTypeId: draft.ticketTypeId },
            { token, ifMatch: 1 },
          ),
          "not_found",
        );
      }
      isRefused(await api.call(updateTicketType, { eventId, ticketTypeId }, { ifMatch: 1 }), "unauthenticated");
      const { token } = team.owner;
      const crossed = { eventId, ticketTypeId: draft.ticketTypeId, price: 0 };
      isRefused(await api.call(updateTicketType, crossed, { token, ifMatch: 1 }), "not_found");
    });

    it.each<[string, Record<string, unknown>]>([
      ["name", { name: null }],
      ["price", { price: 7 }],
      ["price", { minPerOrder: 10, price: 200_000 }],
      ["quantityAvailable", { quantityAvailable: -4 }],
      ["saleUntil", { saleFrom: "2027-01-02T00:00:00Z", saleUntil: "2027-01-01T00:00:00Z" }],
      ["maxPerOrder", { maxPerOrder: 1, minPerOrder: 2 }],
      ["maxPerPerson", { maxPerPerson: 1001 }],
      ["quantitySold", { quantitySold: 0 }],
      ["version", { version: 1 }],
    ])("refuses %s in %j", async (path, wrong) => {
      const { eventId, ticketTypeId } = await aDraftEvent({ team });
      const answer = await api.send(
        updateTicketType,
        { eventId, ticketTypeId, ...wrong },
        { token: team.owner.token, ifMatch: 1 },
      );
      isRefused(answer, "invalid_input", path);
    });
  });
});
