import { expect } from "vitest";
import { derivedId } from "#domain/ids.ts";
import { login } from "#functions/auth/login.ts";
import { getEvent } from "#functions/events/get-event.ts";
import { listOrganizerEvents } from "#functions/events/list-organizer-events.ts";
import { listUpcomingEvents } from "#functions/events/list-upcoming-events.ts";
import { getOrganizer } from "#functions/organizers/get-organizer.ts";
import { getPayment } from "#functions/payments/get-payment.ts";
import { findTicket } from "#functions/tickets/find-ticket.ts";
import { getTicket } from "#functions/tickets/get-ticket.ts";
import { findUser } from "#functions/users/find-user.ts";
import { getMe } from "#functions/users/get-me.ts";
import { asked, isAskedByKey, walked } from "#test/seed/metered.ts";
import { plantedEvents } from "#test/seed/planted.ts";
import type { Proofs } from "#test/seed/proof.ts";
import { anAdmin } from "#test/support/operator.ts";
import { anOrganizer } from "#test/support/people.ts";

/** Far from every other test's events. */
const month = (number: number) => `2151-0${number}-`;
const startOf = (index: number, of: number) => `${month(of)}${String(1 + (index % 28)).padStart(2, "0")}T19:00:00.000Z`;
const ends = (startDate: string) => ({ startDate, endDate: startDate.replace("T19", "T22") });
const idsOf = (items: readonly { readonly eventId: string }[]) => items.map(({ eventId }) => eventId);
const byStart = (a: { startDate: string; eventId: string }, b: { startDate: string; eventId: string }) =>
  `${a.startDate}#${a.eventId}` < `${b.startDate}#${b.eventId}` ? -1 : 1;

export const eventIndexes: Proofs = {
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
      for (const { usage } of one) expect(Object.keys(usage.actions)).toEqual(["GetItem"]);
      // With its ticket types and what is taken of them, an event is one partition.
      const { usage } = await asked(getEvent, { eventId });
      expect(usage.actions).toEqual({ Query: expect.objectContaining({ requests: 1 }) });
    },
  },

  "index Unique constraints (email, ticket_number)": {
    code: ["shared/data/credential.ts#credential", "shared/domain/ticket.ts#issueTickets"],
    operations: [login, findUser, findTicket],
    differently: "The address is the credential's key; a ticket's number makes its id, and so its key.",
    async holds(world) {
      const { tickets, buyer } = await world.sale();
      const { email, password, userId } = buyer;
      isAskedByKey((await asked(login, { email, password })).usage);
      const admin = { token: (await anAdmin()).token };
      const person = await asked(findUser, { email: email.toUpperCase() }, admin);
      expect(person.body).toMatchObject({ userId });
      expect(Object.keys(person.usage.actions)).toEqual(["GetItem"]);
      for (const { ticketId, ticketNumber } of tickets) {
        expect(ticketId).toBe(derivedId("ticket", ticketNumber));
        const found = await asked(findTicket, { ticketNumber }, await world.as(buyer));
        expect(found.body).toMatchObject({ ticketId });
        expect(found.usage.actions).toEqual({ GetItem: expect.objectContaining({ requests: 1 }) });
      }
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
    code: ["shared/data/event.ts#ofMonth:", "shared/data/search-events.ts#searchEvents"],
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

  "index events(latitude, longitude, start_date)": {
    code: [
      "shared/data/event.ts#ofCell:",
      "shared/domain/map.ts#cellsWithin",
      "shared/data/search-events.ts#searchEvents",
    ],
    operations: [listUpcomingEvents],
    differently: "By cell of the map and month: 25 km and a week are at most four queries a page.",
    also: ["test/domain/map.test.ts"],
    async holds() {
      const { organizerId } = await anOrganizer();
      // Every second one lies too far north; the others within 10 km.
      const planted = await plantedEvents(90, (index) => ({
        organizerId,
        latitude: (index % 2 === 0 ? -38 : -36) + (index % 10) / 100,
        longitude: 77.5,
        ...ends(startOf(index, 8)),
      }));
      const near = planted.filter(({ latitude = 0 }) => latitude < -37).toSorted(byStart);
      const week = { from: `${month(8)}01T00:00:00Z`, to: `${month(8)}08T00:00:00Z` };
      const expected = near.filter(({ startDate }) => startDate < week.to);
      const search = { near: "-37.95,77.5", radius: 25, ...week, limit: 5 };
      const { items, pages, usage } = await walked(listUpcomingEvents, search);
      expect(idsOf(items)).toEqual(idsOf(expected));
      expect(pages).toBeGreaterThan(1);
      isAskedByKey(usage);
      expect(Object.keys(usage.lines).map((line) => line.replace(/ .*\//, " "))).toEqual(["Query gsi3"]);
      expect(usage.actions.Query?.requests).toBeLessThanOrEqual(pages * 4);
    },
  },
};
