import { expect } from "vitest";
import { derivedId } from "#domain/ids.ts";
import { login } from "#functions/auth/login.ts";
import { getEvent } from "#functions/events/get-event.ts";
import { listOrganizerEvents } from "#functions/events/list-organizer-events.ts";
import { listUpcomingEvents } from "#functions/events/list-upcoming-events.ts";
import { getOrganizer } from "#functions/organizers/get-organizer.ts";
import { getPayment } from "#functions/payments/get-payment.ts";
import { getTicket } from "#functions/tickets/get-ticket.ts";
import { listMyTickets } from "#functions/tickets/list-my-tickets.ts";
import { getMe } from "#functions/users/get-me.ts";
import { asked, isAskedByKey, walked } from "#test/seed/metered.ts";
import { plantedEvents, plantedTickets } from "#test/seed/planted.ts";
import type { Proofs } from "#test/seed/proof.ts";
import { aCrowd } from "#test/support/operator.ts";
import { anOrganizer } from "#test/support/people.ts";

/** Far from every other test's events. */
const month = (number: number) => `2151-0${number}-`;
const startOf = (index: number, of: number) => `${month(of)}${String(1 + (index % 28)).padStart(2, "0")}T19:00:00.000Z`;
const ends = (startDate: string) => ({ startDate, endDate: startDate.replace("T19", "T22") });
const idsOf = (items: readonly { readonly eventId: string }[]) => items.map(({ eventId }) => eventId);
const byStart = (a: { startDate: string; eventId: string }, b: { startDate: string; eventId: string }) =>
  `${a.startDate}#${a.eventId}` < `${b.startDate}#${b.eventId}` ? -1 : 1;

export const indexes: Proofs = {
  "index UUID primary keys (automatically indexed)": {
    code: ["shared/data/entity.ts#primary"],
    operations: [getMe, getOrganizer, getEvent, getTicket, getPayment],
    async holds(world) {
      const { order, tickets, buyer } = await world.sale();
      const { organizerId, eventId } = await world.show();
      const as = await world.as(buyer);
      const [ticketId, paymentId] = [tickets[0]?.ticketId ?? "", order.paymentId ?? ""];
      const one = [
        await asked(getMe, {}, as),
        await asked(getOrganizer, { organizerId }),
        await asked(getTicket, { ticketId }, as),
        await asked(getPayment, { paymentId }, as),
      ];
      for (const { usage } of one) expect(usage.actions).toEqual({ GetItem: expect.objectContaining({ requests: 1 }) });
      // With its ticket types and what is taken of them, an event is one partition.
      const { usage } = await asked(getEvent, { eventId });
      expect(usage.actions).toEqual({ Query: expect.objectContaining({ requests: 1 }) });
    },
  },

  "index Unique constraints (email, ticket_number)": {
    code: ["shared/data/credential.ts#credential", "shared/domain/ticket.ts#issueTickets"],
    operations: [login, getTicket],
    differently: "The address is the credential's key; a ticket's number makes its id, and so its key.",
    async holds(world) {
      const { tickets } = await world.sale();
      const { email, password } = await world.buyer();
      const { usage } = await asked(login, { email, password });
      isAskedByKey(usage);
      for (const one of tickets) expect(one.ticketId).toBe(derivedId("ticket", one.ticketNumber));
    },
  },

  "index events(organizer_id, status)": {
    code: ["shared/data/event.ts#ofOrganizer:"],
    operations: [listOrganizerEvents],
    async holds(world) {
      const { organizerId, owner } = await anOrganizer();
      const kinds = ["draft", "published", "cancelled"] as const;
      const planted = await plantedEvents(90, (index) => {
        const status = kinds[index < 45 ? 0 : 1 + (index % 2)] ?? "draft";
        return { organizerId, status, ...ends(startOf(index, 1 + (index % 3))) };
      });
      const drafts = planted.filter(({ status }) => status === "draft").toSorted(byStart);
      const as = await world.as(owner);
      const { items, pages, usage } = await walked(
        listOrganizerEvents,
        { organizerId, status: "draft", limit: 20 },
        as,
      );
      expect(idsOf(items)).toEqual(idsOf(drafts));
      expect(pages).toBe(3);
      isAskedByKey(usage, { name: "gsi1", requests: pages });
    },
  },

  "index events(start_date, status)": {
    code: ["shared/data/event.ts#ofMonth:", "shared/data/read-calendar.ts#readCalendar"],
    operations: [listUpcomingEvents],
    async holds() {
      const organizerId = (await anOrganizer()).organizerId;
      const planted = await plantedEvents(75, (index) => ({
        organizerId,
        status: index % 5 === 0 ? "draft" : "published",
        ...ends(startOf(index, 4 + (index % 3))),
      }));
      const expected = planted.filter(({ status }) => status === "published").toSorted(byStart);
      const range = { from: `${month(4)}01T00:00:00Z`, to: `${month(7)}01T00:00:00Z` };
      const { items, pages, usage } = await walked(listUpcomingEvents, { ...range, limit: 16 });
      expect(idsOf(items)).toEqual(idsOf(expected));
      expect(pages).toBe(4);
      // A page that reaches into the next month asks for that one, too.
      isAskedByKey(usage, { name: "gsi2", requests: pages + 2 });
    },
  },

  "index tickets(user_id, purchased_at)": {
    code: ["shared/data/ticket.ts#ofUser:"],
    operations: [listMyTickets],
    async holds() {
      const [holder, other] = await aCrowd(2);
      if (!holder || !other) throw new Error("Nobody came");
      const { userId, token } = holder;
      const mine = await plantedTickets(45, "2026-12-31T23:40:00.000Z", () => ({ userId }));
      await plantedTickets(5, "2026-12-31T23:40:00.000Z", () => ({ userId: other.userId }));
      const { items, pages, usage } = await walked(listMyTickets, { limit: 20 }, { token });
      expect(items.map(({ ticketId }) => ticketId)).toEqual(mine.map(({ ticketId }) => ticketId).reverse());
      expect(pages).toBe(3);
      isAskedByKey(usage, { name: "gsi1", requests: pages });
    },
  },
};
