import { expect } from "vitest";
import { notifyBuyer } from "#events/notifications/notify-buyer.ts";
import { getMyAnalytics } from "#functions/analytics/get-my-analytics.ts";
import { listEventAnalytics } from "#functions/analytics/list-event-analytics.ts";
import { createBranding } from "#functions/branding/create-branding.ts";
import { getBranding } from "#functions/branding/get-branding.ts";
import { listBrandings } from "#functions/branding/list-brandings.ts";
import { getEvent } from "#functions/events/get-event.ts";
import { listOrganizerEvents } from "#functions/events/list-organizer-events.ts";
import { listUpcomingEvents } from "#functions/events/list-upcoming-events.ts";
import { setEventCategories } from "#functions/events/set-event-categories.ts";
import { getMedia } from "#functions/media/get-media.ts";
import { listMyMedia } from "#functions/media/list-my-media.ts";
import { listMembers } from "#functions/members/list-members.ts";
import { listMyNotifications } from "#functions/notifications/list-my-notifications.ts";
import { readNotification } from "#functions/notifications/read-notification.ts";
import { createOrganizer } from "#functions/organizers/create-organizer.ts";
import { listMyOrganizers } from "#functions/organizers/list-my-organizers.ts";
import { getPayment } from "#functions/payments/get-payment.ts";
import { listMyPayments } from "#functions/payments/list-my-payments.ts";
import { createTicketType } from "#functions/ticket-types/create-ticket-type.ts";
import { listTicketTypes } from "#functions/ticket-types/list-ticket-types.ts";
import { getTicket } from "#functions/tickets/get-ticket.ts";
import { listEventTickets } from "#functions/tickets/list-event-tickets.ts";
import { listMyTickets } from "#functions/tickets/list-my-tickets.ts";
import { isAskedByKey, walked } from "#test/seed/metered.ts";
import type { Proofs } from "#test/seed/proof.ts";
import { api } from "#test/support/api.ts";
import { aCrowd } from "#test/support/operator.ts";
import { isDone, isRefused } from "#test/support/then.ts";

/** Both ways: from the one to its many, and from each of these to the one. */
export const relations: Proofs = {
  'relation users ||--o{ organizers : "has"': {
    code: ["shared/data/membership.ts#membership"],
    operations: [createOrganizer, listMyOrganizers, listMembers],
    async holds(world) {
      const { owner, organizerId } = await world.team();
      const as = await world.as(owner);
      const { items } = isDone(await api.call(listMyOrganizers, {}, as));
      expect(items).toEqual([expect.objectContaining({ organizerId, role: "owner" })]);
      const team = isDone(await api.call(listMembers, { organizerId }, as));
      expect(team.items).toEqual([expect.objectContaining({ userId: owner.userId, role: "owner" })]);
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

  'relation users ||--o{ payments : "makes"': {
    code: ["shared/data/payment.ts#ofUser:"],
    operations: [listMyPayments, getPayment],
    async holds(world) {
      const { buyer, order } = await world.sale();
      const { paymentId = "" } = order;
      const { items } = isDone(await api.call(listMyPayments, { status: "completed" }, await world.as(buyer)));
      expect(items.map((one) => one.paymentId)).toContain(paymentId);
      expect(isDone(await api.call(getPayment, { paymentId }, await world.as(buyer)))).toMatchObject({ paymentId });
      const [stranger] = await aCrowd(1);
      isRefused(await api.call(getPayment, { paymentId }, { token: stranger?.token }), "not_found");
    },
  },

  'relation users ||--o{ media_files : "uploads"': {
    code: ["shared/data/media.ts#ofUser:"],
    operations: [listMyMedia, getMedia],
    async holds(world) {
      const { mediaId, userId } = await world.file();
      const { owner } = await world.team();
      const as = await world.as(owner);
      const { items } = isDone(await api.call(listMyMedia, {}, as));
      expect(items.map((one) => one.mediaId)).toEqual([mediaId]);
      expect(isDone(await api.call(getMedia, { mediaId }, as))).toMatchObject({ userId });
      expect(isDone(await api.call(listMyMedia, {}, await world.as(await world.buyer()))).items).toEqual([]);
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

  'relation organizers ||--o{ branding_settings : "configures"': {
    code: ["shared/data/branding.ts#ofOrganizer:"],
    operations: [createBranding, listBrandings, getBranding],
    async holds(world) {
      const { organizerId, brandingId, other } = await world.branding();
      const { owner } = await world.team();
      const { items } = isDone(await api.call(listBrandings, { organizerId }, await world.as(owner)));
      expect(new Set(items.map((one) => one.brandingId))).toEqual(new Set([brandingId, other.brandingId]));
      expect(isDone(await api.call(getBranding, { organizerId, brandingId }))).toMatchObject({ organizerId });
    },
  },

  'relation events ||--o{ tickets : "has"': {
    code: ["shared/data/ticket.ts#ofEvent:"],
    operations: [listEventTickets, getTicket],
    async holds(world) {
      const { buyer, tickets } = await world.sale();
      const { eventId, owner } = await world.show();
      const { items } = isDone(await api.call(listEventTickets, { eventId }, await world.as(owner)));
      const idsOf = (of: readonly { ticketId: string }[]) => of.map(({ ticketId }) => ticketId).toSorted();
      expect(idsOf(items)).toEqual(idsOf(tickets));
      for (const { ticketId } of tickets) {
        expect(isDone(await api.call(getTicket, { ticketId }, await world.as(buyer)))).toMatchObject({ eventId });
      }
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

  'relation events }o--o{ event_categories : "belongs_to"': {
    code: ["shared/data/event-category.ts#ofEvent:"],
    operations: [setEventCategories, getEvent],
    async holds(world) {
      const { categoryIds, shows } = await world.categorized();
      for (const { eventId } of shows) {
        const { categories } = isDone(await api.call(getEvent, { eventId }));
        expect(categories.map(({ categoryId }) => categoryId)).toEqual(categoryIds);
      }
    },
  },

  'relation event_categories }o--o{ events : "contains"': {
    code: ["shared/data/event-category.ts#ofMonth:"],
    operations: [listUpcomingEvents],
    async holds(world) {
      const { categoryIds, shows } = await world.categorized();
      for (const categoryId of categoryIds) {
        const { items, usage } = await walked(listUpcomingEvents, { categoryId, limit: 1 });
        expect(items.map(({ eventId }) => eventId)).toEqual(shows.map(({ eventId }) => eventId));
        isAskedByKey(usage);
      }
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
