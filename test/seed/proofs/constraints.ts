import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import * as z from "zod";
import { event, indexed } from "#data/event.ts";
import { ticketType } from "#data/ticket-type.ts";
import { checkEvent } from "#domain/event.ts";
import { created } from "#domain/trail.ts";
import { createEvent } from "#functions/events/create-event.ts";
import { listOrganizerEvents } from "#functions/events/list-organizer-events.ts";
import { updateEvent } from "#functions/events/update-event.ts";
import { placeOrder } from "#functions/orders/place-order.ts";
import { createTicketType } from "#functions/ticket-types/create-ticket-type.ts";
import { updateTicketType } from "#functions/ticket-types/update-ticket-type.ts";
import type { Proofs } from "#test/seed/proof.ts";
import { tables } from "#test/seed/tables.ts";
import { api } from "#test/support/api.ts";
import { freshKey } from "#test/support/people.ts";
import { anEventForm, aTypeForm } from "#test/support/shows.ts";
import { isRefused } from "#test/support/then.ts";
import { anEvent, aTicketType } from "#test/support/things.ts";

const trail = created({ now: new Date("2027-01-01T00:00:00Z"), by: "operator" });

/** Checks, at the door and again by the entity that stores. */
export const constraints: Proofs = {
  "constraint All relationships properly constrained": {
    code: ["shared/data/rights.ts#requireMember", "shared/data/commit.ts#commit"],
    operations: [createEvent, createTicketType, placeOrder],
    differently:
      "By a condition in the writing transaction; where all buyers of an event would meet on it, the stock item carries what must hold.",
    also: ["test/functions/orders/place-order.test.ts", "infra/ops/check-table/rules/events.ts"],
    async holds(world) {
      const { owner } = await world.team();
      const { eventId, ticketTypeId } = await world.show();
      const [seller, buyer] = [await world.as(owner), await world.as(await world.buyer())];
      const nobody = randomUUID();
      const form = await anEventForm();
      isRefused(await api.call(createEvent, { organizerId: nobody, ...form }, seller), "not_found");
      isRefused(await api.call(createTicketType, { eventId: nobody, ...aTypeForm() }, seller), "not_found");
      const order = (at: string, type: string) =>
        api.call(
          placeOrder,
          { eventId: at, lines: [{ ticketTypeId: type, quantity: 1 }] },
          { ...buyer, idempotencyKey: freshKey() },
        );
      isRefused(await order(nobody, ticketTypeId), "not_found");
      isRefused(await order(eventId, nobody), "invalid_input", "lines[0].ticketTypeId");
    },
  },

  "constraint Price values must be positive": {
    code: ["shared/domain/money.ts#amount", "shared/domain/ticket-type.ts#checkTicketType"],
    operations: [createTicketType, updateTicketType],
    differently: "Not negative: 0 is free. What could never be charged in its currency is refused, too.",
    also: ["test/domain/money.test.ts", "test/domain/ticket-type.test.ts"],
    async holds(world) {
      const { owner, eventId, ticketTypes } = await world.show();
      const as = await world.as(owner);
      for (const price of [-1, -2500, 0.5, "25", 1]) {
        const answer = await api.send(createTicketType, { eventId, ...aTypeForm(), price }, as);
        isRefused(answer, "invalid_input", "price");
      }
      const [type] = ticketTypes;
      const edit = { eventId, ticketTypeId: type?.ticketTypeId ?? "", price: -1 };
      isRefused(await api.call(updateTicketType, edit, { ...as, ifMatch: type?.version }), "invalid_input", "price");
      expect(() => ticketType.create({ ...aTicketType(1), ...trail, price: -1 }).params()).toThrow();
    },
  },

  "constraint Dates must be valid": {
    code: ["shared/domain/time.ts#moment", "shared/domain/event.ts#checkEvent"],
    operations: [createEvent, updateEvent],
    also: ["test/domain/event.test.ts"],
    async holds(world) {
      const { owner, organizerId } = await world.team();
      const as = await world.as(owner);
      const form = { organizerId, ...(await anEventForm()) };
      for (const startDate of [
        "2027-02-30T19:00:00Z",
        "2027-03-01T19:00:00",
        "next friday",
        "0000-00-00",
        1803927600,
      ]) {
        isRefused(await api.send(createEvent, { ...form, startDate }, as), "invalid_input", "startDate");
      }
      isRefused(await api.call(createEvent, { ...form, endDate: form.startDate }, as), "invalid_input", "endDate");
      const one = anEvent({});
      expect(() => checkEvent({ ...one, endDate: one.startDate })).toThrow();
      const wrong = { ...indexed(one), ...trail, startDate: "2027-02-30T19:00:00Z" };
      expect(() => event.create(wrong).params()).toThrow();
    },
  },

  "constraint Status values must be valid enums": {
    code: ["shared/domain/event.ts#eventStatuses", "shared/data/entity.ts#entity"],
    operations: [listOrganizerEvents],
    also: ["test/platform/contract.test.ts"],
    async holds(world) {
      const { owner, organizerId } = await world.team();
      const answer = await api.send(listOrganizerEvents, { organizerId, status: "on fire" }, await world.as(owner));
      isRefused(answer, "invalid_input", "status");
      // What is smuggled in with a form is not taken either.
      const form = { organizerId, ...(await anEventForm()), status: "published" };
      isRefused(await api.send(createEvent, form, await world.as(owner)), "invalid_input", "status");
      for (const { schema } of Object.values(tables)) {
        const { status } = schema.shape;
        if (status) expect(status).toBeInstanceOf(z.ZodEnum);
      }
      const wrong: unknown = { ...indexed(anEvent({})), ...trail, status: "on fire" };
      expect(() => event.create(wrong as never).params()).toThrow();
    },
  },
};
