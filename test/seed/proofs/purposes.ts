import { expect } from "vitest";
import { notifyBuyer } from "#events/notifications/notify-buyer.ts";
import { sendConfirmation } from "#events/notifications/send-confirmation.ts";
import { getMyAnalytics } from "#functions/analytics/get-my-analytics.ts";
import { listDailyAnalytics } from "#functions/analytics/list-daily-analytics.ts";
import { listEventAnalytics } from "#functions/analytics/list-event-analytics.ts";
import { login } from "#functions/auth/login.ts";
import { register } from "#functions/auth/register.ts";
import { verifyEmail } from "#functions/auth/verify-email.ts";
import { activateBranding } from "#functions/branding/activate-branding.ts";
import { createBranding } from "#functions/branding/create-branding.ts";
import { getBranding } from "#functions/branding/get-branding.ts";
import { updateBranding } from "#functions/branding/update-branding.ts";
import { createCategory } from "#functions/categories/create-category.ts";
import { getCategory } from "#functions/categories/get-category.ts";
import { listCategories } from "#functions/categories/list-categories.ts";
import { createEvent } from "#functions/events/create-event.ts";
import { getEvent } from "#functions/events/get-event.ts";
import { listUpcomingEvents } from "#functions/events/list-upcoming-events.ts";
import { setEventCategories } from "#functions/events/set-event-categories.ts";
import { updateEvent } from "#functions/events/update-event.ts";
import { getMedia } from "#functions/media/get-media.ts";
import { listEventMedia } from "#functions/media/list-event-media.ts";
import { listMyMedia } from "#functions/media/list-my-media.ts";
import { listMyNotifications } from "#functions/notifications/list-my-notifications.ts";
import { getOrder } from "#functions/orders/get-order.ts";
import { createOrganizer } from "#functions/organizers/create-organizer.ts";
import { getOrganizer } from "#functions/organizers/get-organizer.ts";
import { updateOrganizer } from "#functions/organizers/update-organizer.ts";
import { getPayment } from "#functions/payments/get-payment.ts";
import { receiveStripeEvent } from "#functions/payments/receive-stripe-event.ts";
import { listTicketTypes } from "#functions/ticket-types/list-ticket-types.ts";
import { getTicket } from "#functions/tickets/get-ticket.ts";
import { getTicketQr } from "#functions/tickets/get-ticket-qr.ts";
import { getMe } from "#functions/users/get-me.ts";
import type { Proofs } from "#test/seed/proof.ts";
import { api } from "#test/support/api.ts";
import { codeOf } from "#test/support/doors.ts";
import { mailsTo } from "#test/support/inbox.ts";
import { anAdmin } from "#test/support/operator.ts";
import { stripeLedger } from "#test/support/purchases.ts";
import { isDone, isRefused } from "#test/support/then.ts";

/** What each table is there for, done once. */
export const purposes: Proofs = {
  "purpose users: Main user accounts with authentication details": {
    code: ["shared/domain/user.ts#User", "shared/domain/user.ts#Credential"],
    operations: [register, verifyEmail, login, getMe],
    async holds(world) {
      const { email, password, userId } = await world.buyer();
      isRefused(await api.call(login, { email, password: `${password}!` }), "wrong_credentials");
      const { accessToken } = isDone(await api.call(login, { email, password }));
      const me = isDone(await api.call(getMe, {}, { token: accessToken }));
      expect(me).toMatchObject({ userId, email, emailVerifiedAt: expect.any(String) });
    },
  },

  "purpose organizers: Extended profile for event organizers": {
    code: ["shared/domain/organizer.ts#OrganizerView", "shared/data/store-organizer.ts"],
    operations: [createOrganizer, getOrganizer, updateOrganizer],
    async holds(world) {
      const { organizerId, owner } = await world.team();
      expect(isDone(await api.call(getMe, {}, await world.as(owner)))).toMatchObject({ role: "organizer" });
      const page = isDone(await api.call(getOrganizer, { organizerId }));
      expect(page).toMatchObject({ organizationName: "Lantern Hall", website: "https://lanterns.example.com" });
    },
  },

  "purpose branding_settings: Custom branding configuration per organizer": {
    code: ["shared/domain/branding.ts#Branding", "shared/domain/custom-css.ts#CustomCss"],
    operations: [createBranding, updateBranding, activateBranding, getBranding],
    async holds(world) {
      const { organizerId, brandingId, other } = await world.branding();
      const seen = isDone(await api.call(getBranding, { organizerId, brandingId }));
      expect(seen).toMatchObject({ primaryColor: "#112233", customCss: { ".price": {} }, isInUse: true });
      // Of several, one is in use; the others are its team's business.
      isRefused(await api.call(getBranding, { organizerId, brandingId: other.brandingId }), "not_found");
    },
  },

  "purpose events: Main event information and metadata": {
    code: ["shared/domain/event-page.ts#EventPage", "shared/data/load-event.ts#loadEvent"],
    operations: [createEvent, getEvent, updateEvent],
    async holds(world) {
      const { eventId } = await world.show();
      const page = isDone(await api.call(getEvent, { eventId }));
      expect(page).toMatchObject({ title: "Night of Lanterns", venueName: "The Old Mill", status: "published" });
      expect(page.ticketTypes).toHaveLength(2);
    },
  },

  "purpose event_categories: Event categorization system": {
    code: ["shared/domain/category.ts#firstCategories", "infra/ops/seed-categories.ts"],
    operations: [createCategory, listCategories, getCategory],
    async holds(world) {
      const { categoryId } = await world.category();
      const { items } = isDone(await api.call(listCategories, { limit: 100 }));
      expect(items.map((one) => one.categoryId)).toContain(categoryId);
      const names = items.map((one) => one.name.toLowerCase());
      expect(names).toEqual(names.toSorted());
    },
  },

  "purpose event_category_mapping: Many-to-many relationship between events and categories": {
    code: ["shared/domain/listing.ts#eventCategoryOf", "shared/data/map-categories.ts#storeCategories"],
    operations: [setEventCategories, getEvent, listUpcomingEvents],
    async holds(world) {
      const { eventId } = await world.show();
      const { categoryId, name } = await world.category();
      expect(isDone(await api.call(getEvent, { eventId })).categories).toEqual([{ categoryId, name }]);
      const { items } = isDone(await api.call(listUpcomingEvents, { categoryId }));
      expect(items.map((one) => one.eventId)).toEqual([eventId]);
    },
  },

  "purpose tickets: Individual ticket instances": {
    code: ["shared/domain/ticket.ts#issueTickets", "shared/data/confirm-order.ts"],
    operations: [receiveStripeEvent, getTicket, getTicketQr],
    async holds(world) {
      const { buyer, tickets } = await world.sale();
      expect(tickets).toHaveLength(2);
      const holder = { ...buyer, ...(await world.as(buyer)) };
      const codes = await Promise.all(tickets.map(({ ticketId }) => codeOf(ticketId, holder)));
      expect(new Set([...codes, ...tickets.map((ticket) => ticket.ticketNumber)]).size).toBe(4);
    },
  },

  "purpose ticket_types: Different ticket categories (VIP, General, etc.)": {
    code: ["shared/domain/ticket-type.ts#TicketType"],
    operations: [listTicketTypes],
    async holds(world) {
      const { eventId } = await world.show();
      const { items } = isDone(await api.call(listTicketTypes, { eventId }));
      expect(items.map(({ name, price }) => [name, price])).toEqual([
        ["VIP", 2500],
        ["General", 1000],
      ]);
    },
  },

  "purpose payments: Payment transaction records": {
    code: ["shared/domain/payment.ts#Payment", "shared/data/record-payment.ts"],
    operations: [receiveStripeEvent, getPayment, getOrder],
    async holds(world) {
      const { buyer, order } = await world.sale();
      const payment = isDone(await api.call(getPayment, { paymentId: order.paymentId ?? "" }, await world.as(buyer)));
      const intent = (await stripeLedger()).intents.find(({ id }) => id === payment.paymentIntentId);
      expect(intent).toMatchObject({ amount_received: order.total, metadata: { orderId: order.orderId } });
      expect(payment).toMatchObject({ amount: order.total, status: "completed", orderId: order.orderId });
    },
  },

  "purpose media_files: File upload management and metadata": {
    code: ["shared/domain/media.ts#MediaView"],
    operations: [getMedia, listEventMedia, listMyMedia],
    async holds(world) {
      const { eventId } = await world.show();
      const { mediaId } = await world.file();
      const { items } = isDone(await api.call(listEventMedia, { eventId }));
      expect(items).toEqual([expect.objectContaining({ mediaId, mimeType: "image/jpeg", fileType: "image" })]);
      expect(isDone(await api.call(getMedia, { mediaId }))).toMatchObject({ ownerType: "event", ownerId: eventId });
    },
  },

  "purpose event_analytics: Event performance metrics": {
    code: ["shared/domain/event-analytics.ts#EventFigures"],
    operations: [listEventAnalytics, listDailyAnalytics],
    async holds(world) {
      const { eventId, date } = await world.figures();
      const admin = { token: (await anAdmin()).token };
      const { items } = isDone(await api.call(listDailyAnalytics, { date, limit: 100 }, admin));
      const row = items.find((one) => one.eventId === eventId);
      expect(row).toMatchObject({ totalViews: 40, uniqueVisitors: 25, ticketsSold: 2, totalRevenue: 5175 });
      expect(row?.conversionMetrics).toEqual({ ordersPlaced: 3, ordersPaid: 1, conversionRate: 0.04 });
    },
  },

  "purpose user_analytics: User behavior and preferences": {
    code: ["shared/domain/user-analytics.ts#MyAnalytics"],
    operations: [getMyAnalytics],
    async holds(world) {
      await world.figures();
      const mine = isDone(await api.call(getMyAnalytics, {}, await world.as(await world.buyer())));
      expect(mine).toMatchObject({ eventsAttended: 1, totalSpent: { EUR: 5175 }, preferences: { categories: [] } });
    },
  },

  "purpose notifications: User notification system": {
    code: ["shared/data/notify.ts", "shared/domain/wording.ts"],
    operations: [notifyBuyer, sendConfirmation, listMyNotifications],
    async holds(world) {
      const { buyer, orderId } = await world.sale();
      const { items } = isDone(await api.call(listMyNotifications, {}, await world.as(buyer)));
      const told = items.filter(({ metadata }) => metadata.orderId === orderId);
      expect(told.map(({ type }) => type).toSorted()).toEqual(["email", "in_app"]);
      expect((await mailsTo(buyer.email)).length).toBeGreaterThan(1);
    },
  },
};
