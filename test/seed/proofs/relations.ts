import { expect } from "vitest";
import { notifyBuyer } from "#events/notifications/notify-buyer.ts";
import { getMyAnalytics } from "#functions/analytics/get-my-analytics.ts";
import { listEventAnalytics } from "#functions/analytics/list-event-analytics.ts";
import { getEvent } from "#functions/events/get-event.ts";
import { listOrganizerEvents } from "#functions/events/list-organizer-events.ts";
import { listMyNotifications } from "#functions/notifications/list-my-notifications.ts";
import { readNotification } from "#functions/notifications/read-notification.ts";
import { createOrganizer } from "#functions/organizers/create-organizer.ts";
import { getOrganizer } from "#functions/organizers/get-organizer.ts";
import { listMyOrganizers } from "#functions/organizers/list-my-organizers.ts";
import { getPayment } from "#functions/payments/get-payment.ts";
import { createTicketType } from "#functions/ticket-types/create-ticket-type.ts";
import { listTicketTypes } from "#functions/ticket-types/list-ticket-types.ts";
import { getTicket } from "#functions/tickets/get-ticket.ts";
import { listMyTickets } from "#functions/tickets/list-my-tickets.ts";
import type { Proofs } from "#test/seed/proof.ts";
import { api } from "#test/support/api.ts";
import { isDone, isRefused } from "#test/support/then.ts";

/** Both ways: from the one to its many, and from each of these to the one. */
export const relations: Proofs = {
  'relation users ||--o{ organizers : "has"': {
    code: ["shared/data/membership.ts#membership"],
    operations: [createOrganizer, listMyOrganizers, getOrganizer],
    async holds(world) {
      const { owner, organizerId } = await world.team();
      const as = await world.as(owner);
      const { items } = isDone(await api.call(listMyOrganizers, {}, as));
      expect(items).toEqual([expect.objectContaining({ organizerId, role: "owner" })]);
      // What only its people see of it says that it is theirs.
      expect(isDone(await api.call(getOrganizer, { organizerId }, as))).toHaveProperty("contactPhone");
      const stranger = await world.as(await world.buyer());
      expect(isDone(await api.call(listMyOrganizers, {}, stranger)).items).toEqual([]);
    },
  },

  'relation users ||--o{ tickets : "purchases"': {
    code: ["shared/data/ticket.ts#ofUser:"],
    operations: [listMyTickets, getTicket],
    async holds(world) {
      const { buyer, tickets } = await world.sale();
      const as = await world.as(buyer);
      const { items } = isDone(await api.call(listMyTickets, {}, as));
      expect(items.map(({ ticketId }) => ticketId)).toEqual(
        expect.arrayContaining(tickets.map(({ ticketId }) => ticketId)),
      );
      for (const { ticketId } of tickets) {
        expect(isDone(await api.call(getTicket, { ticketId }, as))).toMatchObject({ userId: buyer.userId });
      }
    },
  },

  'relation users ||--o{ notifications : "receives"': {
    code: ["shared/data/notification.ts#ofUser:"],
    operations: [notifyBuyer, listMyNotifications, readNotification],
    async holds(world) {
      const { buyer, orderId } = await world.sale();
      const { items } = isDone(await api.call(listMyNotifications, {}, await world.as(buyer)));
      const [told] = items.filter(({ metadata }) => metadata.orderId === orderId);
      const { notificationId = "" } = told ?? {};
      isDone(await api.call(readNotification, { notificationId }, await world.as(buyer)));
      const { owner } = await world.team();
      isRefused(await api.call(readNotification, { notificationId }, await world.as(owner)), "not_found");
    },
  },

  'relation users ||--o{ user_analytics : "has"': {
    code: ["shared/data/user-analytics.ts#userAnalytics"],
    operations: [getMyAnalytics],
    differently: "One row per user; who has done nothing yet sees zeros.",
    async holds(world) {
      const { userId } = await world.figures();
      const { owner } = await world.team();
      const mine = isDone(await api.call(getMyAnalytics, {}, await world.as(await world.buyer())));
      expect(mine).toMatchObject({ userId, ticketsPurchased: 2 });
      const others = isDone(await api.call(getMyAnalytics, {}, await world.as(owner)));
      expect(others).toMatchObject({ userId: owner.userId, ticketsPurchased: 0, totalSpent: {} });
    },
  },

  'relation organizers ||--o{ events : "creates"': {
    code: ["shared/data/event.ts#ofOrganizer:"],
    operations: [listOrganizerEvents, getEvent],
    async holds(world) {
      const { organizerId, eventId } = await world.show();
      const { items } = isDone(await api.call(listOrganizerEvents, { organizerId }));
      expect(items.map((one) => one.eventId)).toContain(eventId);
      expect(isDone(await api.call(getEvent, { eventId }))).toMatchObject({ organizerId });
    },
  },

  'relation events ||--o{ ticket_types : "offers"': {
    code: ["shared/data/ticket-type.ts#ofEvent:"],
    operations: [createTicketType, listTicketTypes, getEvent],
    async holds(world) {
      const { eventId, ticketTypes } = await world.show();
      const { items } = isDone(await api.call(listTicketTypes, { eventId }));
      const ids = ticketTypes.map(({ ticketTypeId }) => ticketTypeId);
      expect(items.map(({ ticketTypeId }) => ticketTypeId)).toEqual(ids);
      expect(items.map((type) => type.eventId)).toEqual(ids.map(() => eventId));
    },
  },

  'relation events ||--o{ event_analytics : "tracks"': {
    code: ["shared/data/event-analytics.ts#ofEvent:"],
    operations: [listEventAnalytics],
    async holds(world) {
      const { eventId, date } = await world.figures();
      const { owner } = await world.team();
      const { items } = isDone(await api.call(listEventAnalytics, { eventId }, await world.as(owner)));
      expect(items).toEqual([expect.objectContaining({ eventId, date })]);
      const stranger = await world.as(await world.buyer());
      isRefused(await api.call(listEventAnalytics, { eventId }, stranger), "not_permitted");
    },
  },

  'relation tickets ||--|| payments : "has"': {
    code: ["shared/domain/ticket.ts#paymentLines", "shared/domain/payment.ts#lines:"],
    operations: [getTicket, getPayment],
    differently:
      "A ticket has one payment, and that payment one line for it; who buys several at once pays once, so a payment has a line per ticket.",
    async holds(world) {
      const { buyer, tickets } = await world.sale();
      const as = await world.as(buyer);
      for (const { ticketId } of tickets) {
        const { paymentId } = isDone(await api.call(getTicket, { ticketId }, as));
        const { lines } = isDone(await api.call(getPayment, { paymentId }, as));
        expect(lines.filter((line) => line.ticketId === ticketId)).toHaveLength(1);
      }
    },
  },

  'relation tickets }o--|| ticket_types : "is_of_type"': {
    code: ["shared/domain/ticket.ts#ticketTypeId:", "shared/domain/ticket-type.ts#TicketType"],
    operations: [getTicket, listTicketTypes],
    differently:
      "The seed draws it and has no column for it: tickets have ticketTypeId, and the name it was sold under.",
    async holds(world) {
      const { buyer, tickets } = await world.sale();
      const { eventId, ticketTypeId } = await world.show();
      const { items } = isDone(await api.call(listTicketTypes, { eventId }));
      expect(items).toContainEqual(expect.objectContaining({ ticketTypeId, quantitySold: tickets.length }));
      for (const { ticketId } of tickets) {
        const ticket = isDone(await api.call(getTicket, { ticketId }, await world.as(buyer)));
        expect(ticket).toMatchObject({ ticketTypeId, ticketTypeName: "VIP" });
      }
    },
  },
};
