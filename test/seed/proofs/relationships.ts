import { expect } from "vitest";
import { getEvent } from "#functions/events/get-event.ts";
import { listOrganizerEvents } from "#functions/events/list-organizer-events.ts";
import { listUpcomingEvents } from "#functions/events/list-upcoming-events.ts";
import { setEventCategories } from "#functions/events/set-event-categories.ts";
import { listMyOrganizers } from "#functions/organizers/list-my-organizers.ts";
import { getPayment } from "#functions/payments/get-payment.ts";
import { listMyPayments } from "#functions/payments/list-my-payments.ts";
import { listTicketTypes } from "#functions/ticket-types/list-ticket-types.ts";
import { getTicket } from "#functions/tickets/get-ticket.ts";
import { listEventTickets } from "#functions/tickets/list-event-tickets.ts";
import type { Proofs } from "#test/seed/proof.ts";
import { api } from "#test/support/api.ts";
import { isDone } from "#test/support/then.ts";

export const relationships: Proofs = {
  "relationship User → Events (organizer relationship)": {
    code: ["shared/data/membership.ts#ofUser:", "shared/data/event.ts#ofOrganizer:"],
    operations: [listMyOrganizers, listOrganizerEvents],
    async holds(world) {
      const { eventId, owner } = await world.show();
      const as = await world.as(owner);
      const { items } = isDone(await api.call(listMyOrganizers, {}, as));
      const [mine] = items;
      const events = isDone(await api.call(listOrganizerEvents, { organizerId: mine?.organizerId ?? "" }, as));
      expect(events.items.map((one) => one.eventId)).toContain(eventId);
    },
  },

  "relationship Event → Ticket Types": {
    code: ["shared/data/ticket-type.ts#ofEvent:"],
    operations: [getEvent, listTicketTypes],
    async holds(world) {
      const { eventId, ticketTypes } = await world.show();
      const ids = ticketTypes.map(({ ticketTypeId }) => ticketTypeId);
      const page = isDone(await api.call(getEvent, { eventId }));
      expect(page.ticketTypes.map(({ ticketTypeId }) => ticketTypeId)).toEqual(ids);
    },
  },

  "relationship Event → Tickets": {
    code: ["shared/data/ticket.ts#ofEvent:"],
    operations: [listEventTickets],
    async holds(world) {
      const { tickets } = await world.sale();
      const { eventId, owner } = await world.show();
      const { items } = isDone(await api.call(listEventTickets, { eventId }, await world.as(owner)));
      expect(items.map((ticket) => ticket.ticketNumber).toSorted()).toEqual(
        tickets.map((ticket) => ticket.ticketNumber).toSorted(),
      );
    },
  },

  "relationship User → Payments": {
    code: ["shared/data/payment.ts#ofUser:"],
    operations: [listMyPayments],
    async holds(world) {
      const { buyer, order } = await world.single();
      const { items } = isDone(await api.call(listMyPayments, {}, await world.as(buyer)));
      const payment = items.find(({ paymentId }) => paymentId === order.paymentId);
      expect(payment).toMatchObject({ orderId: order.orderId, amount: order.total, status: "completed" });
    },
  },

  "relationship Events ↔ Categories (through mapping table)": {
    code: ["shared/data/event-category.ts#eventCategory", "shared/data/map-categories.ts#storeCategories"],
    operations: [setEventCategories, getEvent, listUpcomingEvents],
    async holds(world) {
      const { team, categoryIds, shows } = await world.categorized();
      // Each of two events has both of two categories, and each category both events.
      for (const { eventId } of shows) {
        const { categories } = isDone(await api.call(getEvent, { eventId }, await world.as(team.owner)));
        expect(categories.map(({ categoryId }) => categoryId)).toEqual(categoryIds);
      }
      for (const categoryId of categoryIds) {
        const { items } = isDone(await api.call(listUpcomingEvents, { categoryId }));
        expect(items.map(({ eventId }) => eventId)).toEqual(shows.map(({ eventId }) => eventId));
      }
    },
  },

  "relationship Ticket ↔ Payment (unique relationship)": {
    code: ["shared/domain/ticket.ts#paymentId:", "shared/domain/ticket.ts#paymentLines"],
    operations: [getTicket, getPayment],
    also: ["test/functions/orders/paid-meanwhile.test.ts", "infra/ops/check-table/rules/payments.ts"],
    async holds(world) {
      const { buyer, tickets, order } = await world.single();
      const as = await world.as(buyer);
      const [ticket] = tickets;
      const { paymentId } = isDone(await api.call(getTicket, { ticketId: ticket?.ticketId ?? "" }, as));
      const { lines } = isDone(await api.call(getPayment, { paymentId }, as));
      expect(lines).toEqual([{ ticketId: ticket?.ticketId, amount: order.total }]);
    },
  },
};
