import { getMyAnalytics } from "#functions/analytics/get-my-analytics.ts";
import { listDailyAnalytics } from "#functions/analytics/list-daily-analytics.ts";
import { listEventAnalytics } from "#functions/analytics/list-event-analytics.ts";
import { forgotPassword } from "#functions/auth/forgot-password.ts";
import { getJwks } from "#functions/auth/get-jwks.ts";
import { login } from "#functions/auth/login.ts";
import { logout } from "#functions/auth/logout.ts";
import { refresh } from "#functions/auth/refresh.ts";
import { register } from "#functions/auth/register.ts";
import { resetPassword } from "#functions/auth/reset-password.ts";
import { verifyEmail } from "#functions/auth/verify-email.ts";
import { checkInTicket } from "#functions/check-ins/check-in-ticket.ts";
import { listCheckIns } from "#functions/check-ins/list-check-ins.ts";
import { createEvent } from "#functions/events/create-event.ts";
import { getEvent } from "#functions/events/get-event.ts";
import { listOrganizerEvents } from "#functions/events/list-organizer-events.ts";
import { listUpcomingEvents } from "#functions/events/list-upcoming-events.ts";
import { publishEvent } from "#functions/events/publish-event.ts";
import { updateEvent } from "#functions/events/update-event.ts";
import { listMyNotifications } from "#functions/notifications/list-my-notifications.ts";
import { readNotification } from "#functions/notifications/read-notification.ts";
import { cancelOrder } from "#functions/orders/cancel-order.ts";
import { getOrder } from "#functions/orders/get-order.ts";
import { listMyOrders } from "#functions/orders/list-my-orders.ts";
import { placeOrder } from "#functions/orders/place-order.ts";
import { quoteOrder } from "#functions/orders/quote-order.ts";
import { createOrganizer } from "#functions/organizers/create-organizer.ts";
import { getOrganizer } from "#functions/organizers/get-organizer.ts";
import { listMyOrganizers } from "#functions/organizers/list-my-organizers.ts";
import { updateOrganizer } from "#functions/organizers/update-organizer.ts";
import { getPayment } from "#functions/payments/get-payment.ts";
import { receiveStripeEvent } from "#functions/payments/receive-stripe-event.ts";
import { docs } from "#functions/site/docs.ts";
import { getOpenapi } from "#functions/site/get-openapi.ts";
import { health } from "#functions/site/health.ts";
import { root } from "#functions/site/root.ts";
import { createTicketType } from "#functions/ticket-types/create-ticket-type.ts";
import { listTicketTypes } from "#functions/ticket-types/list-ticket-types.ts";
import { updateTicketType } from "#functions/ticket-types/update-ticket-type.ts";
import { getTicket } from "#functions/tickets/get-ticket.ts";
import { getTicketQr } from "#functions/tickets/get-ticket-qr.ts";
import { listMyTickets } from "#functions/tickets/list-my-tickets.ts";
import { getMe } from "#functions/users/get-me.ts";
import { updateMe } from "#functions/users/update-me.ts";
import type { Operation } from "#platform/operation.ts";

const table = [
  getMyAnalytics,
  listDailyAnalytics,
  listEventAnalytics,
  forgotPassword,
  getJwks,
  login,
  logout,
  refresh,
  register,
  resetPassword,
  verifyEmail,
  checkInTicket,
  listCheckIns,
  createEvent,
  getEvent,
  listOrganizerEvents,
  listUpcomingEvents,
  publishEvent,
  updateEvent,
  listMyNotifications,
  readNotification,
  cancelOrder,
  getOrder,
  listMyOrders,
  placeOrder,
  quoteOrder,
  createOrganizer,
  getOrganizer,
  listMyOrganizers,
  updateOrganizer,
  getPayment,
  receiveStripeEvent,
  docs,
  getOpenapi,
  health,
  root,
  createTicketType,
  listTicketTypes,
  updateTicketType,
  getTicket,
  getTicketQr,
  listMyTickets,
  getMe,
  updateMe,
] as const satisfies readonly Operation[];

/** THE TABLE: every operation. Routes, Lambdas, roles, OpenAPI, the client and the tests loop over it. */
export const operations: readonly Operation[] = table;

/** The operations by their ids, for what must have a part for each of them. */
export type OperationTable = { readonly [Op in (typeof table)[number] as Op["id"]]: Op };
