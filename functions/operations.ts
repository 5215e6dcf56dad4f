import { getMyAnalytics } from "#functions/analytics/get-my-analytics.ts";
import { listDailyAnalytics } from "#functions/analytics/list-daily-analytics.ts";
import { listEventAnalytics } from "#functions/analytics/list-event-analytics.ts";
import { confirmEmailChange } from "#functions/auth/confirm-email-change.ts";
import { forgotPassword } from "#functions/auth/forgot-password.ts";
import { getJwks } from "#functions/auth/get-jwks.ts";
import { login } from "#functions/auth/login.ts";
import { logout } from "#functions/auth/logout.ts";
import { refresh } from "#functions/auth/refresh.ts";
import { register } from "#functions/auth/register.ts";
import { resetPassword } from "#functions/auth/reset-password.ts";
import { verifyEmail } from "#functions/auth/verify-email.ts";
import { activateBranding } from "#functions/branding/activate-branding.ts";
import { createBranding } from "#functions/branding/create-branding.ts";
import { deleteBranding } from "#functions/branding/delete-branding.ts";
import { getBranding } from "#functions/branding/get-branding.ts";
import { listBrandings } from "#functions/branding/list-brandings.ts";
import { restoreBranding } from "#functions/branding/restore-branding.ts";
import { updateBranding } from "#functions/branding/update-branding.ts";
import { createCategory } from "#functions/categories/create-category.ts";
import { deleteCategory } from "#functions/categories/delete-category.ts";
import { getCategory } from "#functions/categories/get-category.ts";
import { listCategories } from "#functions/categories/list-categories.ts";
import { restoreCategory } from "#functions/categories/restore-category.ts";
import { updateCategory } from "#functions/categories/update-category.ts";
import { checkInTicket } from "#functions/check-ins/check-in-ticket.ts";
import { getCheckIn } from "#functions/check-ins/get-check-in.ts";
import { listCheckIns } from "#functions/check-ins/list-check-ins.ts";
import { cancelEvent } from "#functions/events/cancel-event.ts";
import { createEvent } from "#functions/events/create-event.ts";
import { deleteEvent } from "#functions/events/delete-event.ts";
import { featureEvent } from "#functions/events/feature-event.ts";
import { getCancellation } from "#functions/events/get-cancellation.ts";
import { getEvent } from "#functions/events/get-event.ts";
import { listOrganizerEvents } from "#functions/events/list-organizer-events.ts";
import { listUpcomingEvents } from "#functions/events/list-upcoming-events.ts";
import { publishEvent } from "#functions/events/publish-event.ts";
import { restoreEvent } from "#functions/events/restore-event.ts";
import { setEventCategories } from "#functions/events/set-event-categories.ts";
import { unfeatureEvent } from "#functions/events/unfeature-event.ts";
import { updateEvent } from "#functions/events/update-event.ts";
import { deleteMedia } from "#functions/media/delete-media.ts";
import { getMedia } from "#functions/media/get-media.ts";
import { listEventMedia } from "#functions/media/list-event-media.ts";
import { listMyMedia } from "#functions/media/list-my-media.ts";
import { listOrganizerMedia } from "#functions/media/list-organizer-media.ts";
import { restoreMedia } from "#functions/media/restore-media.ts";
import { updateMedia } from "#functions/media/update-media.ts";
import { acceptInvitation } from "#functions/members/accept-invitation.ts";
import { changeMemberRole } from "#functions/members/change-member-role.ts";
import { getInvitation } from "#functions/members/get-invitation.ts";
import { getMember } from "#functions/members/get-member.ts";
import { inviteMember } from "#functions/members/invite-member.ts";
import { leaveOrganizer } from "#functions/members/leave-organizer.ts";
import { listInvitations } from "#functions/members/list-invitations.ts";
import { listMembers } from "#functions/members/list-members.ts";
import { removeMember } from "#functions/members/remove-member.ts";
import { revokeInvitation } from "#functions/members/revoke-invitation.ts";
import { getNotification } from "#functions/notifications/get-notification.ts";
import { listMyNotifications } from "#functions/notifications/list-my-notifications.ts";
import { readNotification } from "#functions/notifications/read-notification.ts";
import { cancelOrder } from "#functions/orders/cancel-order.ts";
import { getOrder } from "#functions/orders/get-order.ts";
import { listEventOrders } from "#functions/orders/list-event-orders.ts";
import { listMyOrders } from "#functions/orders/list-my-orders.ts";
import { placeOrder } from "#functions/orders/place-order.ts";
import { quoteOrder } from "#functions/orders/quote-order.ts";
import { createOrganizer } from "#functions/organizers/create-organizer.ts";
import { deleteOrganizer } from "#functions/organizers/delete-organizer.ts";
import { getOrganizer } from "#functions/organizers/get-organizer.ts";
import { listMyOrganizers } from "#functions/organizers/list-my-organizers.ts";
import { listUnverifiedOrganizers } from "#functions/organizers/list-unverified-organizers.ts";
import { restoreOrganizer } from "#functions/organizers/restore-organizer.ts";
import { revokeVerification } from "#functions/organizers/revoke-verification.ts";
import { updateOrganizer } from "#functions/organizers/update-organizer.ts";
import { verifyOrganizer } from "#functions/organizers/verify-organizer.ts";
import { findPayment } from "#functions/payments/find-payment.ts";
import { getDisputeEvidence } from "#functions/payments/get-dispute-evidence.ts";
import { getPayment } from "#functions/payments/get-payment.ts";
import { listMyPayments } from "#functions/payments/list-my-payments.ts";
import { receiveStripeEvent } from "#functions/payments/receive-stripe-event.ts";
import { refundPayment } from "#functions/payments/refund-payment.ts";
import { exportEventSales } from "#functions/sales/export-event-sales.ts";
import { listEventSales } from "#functions/sales/list-event-sales.ts";
import { getSession } from "#functions/sessions/get-session.ts";
import { listMySessions } from "#functions/sessions/list-my-sessions.ts";
import { revokeOtherSessions } from "#functions/sessions/revoke-other-sessions.ts";
import { revokeSession } from "#functions/sessions/revoke-session.ts";
import { docs } from "#functions/site/docs.ts";
import { getOpenapi } from "#functions/site/get-openapi.ts";
import { health } from "#functions/site/health.ts";
import { root } from "#functions/site/root.ts";
import { createTicketType } from "#functions/ticket-types/create-ticket-type.ts";
import { deleteTicketType } from "#functions/ticket-types/delete-ticket-type.ts";
import { getTicketType } from "#functions/ticket-types/get-ticket-type.ts";
import { listTicketTypes } from "#functions/ticket-types/list-ticket-types.ts";
import { restoreTicketType } from "#functions/ticket-types/restore-ticket-type.ts";
import { updateTicketType } from "#functions/ticket-types/update-ticket-type.ts";
import { findTicket } from "#functions/tickets/find-ticket.ts";
import { getTicket } from "#functions/tickets/get-ticket.ts";
import { getTicketQr } from "#functions/tickets/get-ticket-qr.ts";
import { listEventTickets } from "#functions/tickets/list-event-tickets.ts";
import { listMyTickets } from "#functions/tickets/list-my-tickets.ts";
import { changeEmail } from "#functions/users/change-email.ts";
import { changePassword } from "#functions/users/change-password.ts";
import { changeRole } from "#functions/users/change-role.ts";
import { deactivateMe } from "#functions/users/deactivate-me.ts";
import { deleteUser } from "#functions/users/delete-user.ts";
import { eraseMe } from "#functions/users/erase-me.ts";
import { exportMyData } from "#functions/users/export-my-data.ts";
import { findUser } from "#functions/users/find-user.ts";
import { getMe } from "#functions/users/get-me.ts";
import { getUser } from "#functions/users/get-user.ts";
import { reactivateUser } from "#functions/users/reactivate-user.ts";
import { restoreUser } from "#functions/users/restore-user.ts";
import { suspendUser } from "#functions/users/suspend-user.ts";
import { updateMe } from "#functions/users/update-me.ts";
import type { Operation } from "#platform/operation.ts";

const table = [
  getMyAnalytics,
  listDailyAnalytics,
  listEventAnalytics,
  confirmEmailChange,
  forgotPassword,
  getJwks,
  login,
  logout,
  refresh,
  register,
  resetPassword,
  verifyEmail,
  activateBranding,
  createBranding,
  deleteBranding,
  getBranding,
  listBrandings,
  restoreBranding,
  updateBranding,
  createCategory,
  deleteCategory,
  getCategory,
  listCategories,
  restoreCategory,
  updateCategory,
  checkInTicket,
  getCheckIn,
  listCheckIns,
  cancelEvent,
  createEvent,
  deleteEvent,
  featureEvent,
  getCancellation,
  getEvent,
  listOrganizerEvents,
  listUpcomingEvents,
  publishEvent,
  restoreEvent,
  setEventCategories,
  unfeatureEvent,
  updateEvent,
  deleteMedia,
  getMedia,
  listEventMedia,
  listMyMedia,
  listOrganizerMedia,
  restoreMedia,
  updateMedia,
  acceptInvitation,
  changeMemberRole,
  getInvitation,
  getMember,
  inviteMember,
  leaveOrganizer,
  listInvitations,
  listMembers,
  removeMember,
  revokeInvitation,
  getNotification,
  listMyNotifications,
  readNotification,
  cancelOrder,
  getOrder,
  listEventOrders,
  listMyOrders,
  placeOrder,
  quoteOrder,
  createOrganizer,
  deleteOrganizer,
  getOrganizer,
  listMyOrganizers,
  listUnverifiedOrganizers,
  restoreOrganizer,
  revokeVerification,
  updateOrganizer,
  verifyOrganizer,
  findPayment,
  getDisputeEvidence,
  getPayment,
  listMyPayments,
  receiveStripeEvent,
  refundPayment,
  exportEventSales,
  listEventSales,
  getSession,
  listMySessions,
  revokeOtherSessions,
  revokeSession,
  docs,
  getOpenapi,
  health,
  root,
  createTicketType,
  deleteTicketType,
  getTicketType,
  listTicketTypes,
  restoreTicketType,
  updateTicketType,
  findTicket,
  getTicket,
  getTicketQr,
  listEventTickets,
  listMyTickets,
  changeEmail,
  changePassword,
  changeRole,
  deactivateMe,
  deleteUser,
  eraseMe,
  exportMyData,
  findUser,
  getMe,
  getUser,
  reactivateUser,
  restoreUser,
  suspendUser,
  updateMe,
] as const satisfies readonly Operation[];

/** THE TABLE: every operation. Routes, Lambdas, roles, OpenAPI, the client and the tests loop over it. */
export const operations: readonly Operation[] = table;

/** The operations by their ids, for what must have a part for each of them. */
export type OperationTable = { readonly [Op in (typeof table)[number] as Op["id"]]: Op };
