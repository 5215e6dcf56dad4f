/**
 * Everything that can be refused, as sentences about the world. The table is closed: an operation declares the codes it
 * may answer with, and anything thrown that is not a declared fault is an internal error and an alarm.
 */
export const faults = {
  invalid_input: { status: 400, title: "The request does not fit its schema" },
  invalid_cursor: { status: 400, title: "The cursor is not one this query gave out" },
  search_too_wide: { status: 400, title: "More events than can be sorted by distance; ask for less" },
  invalid_signature: { status: 400, title: "The signature does not match the body" },
  invalid_token: { status: 400, title: "The token is unknown, used up or expired" },
  unauthenticated: { status: 401, title: "A valid access token is needed" },
  wrong_credentials: { status: 401, title: "Email and password do not belong together" },
  session_ended: { status: 401, title: "The session has ended" },
  wrong_password: { status: 403, title: "The password is not the caller's" },
  email_not_verified: { status: 403, title: "The email address has not been verified yet" },
  not_permitted: { status: 403, title: "The caller's role does not include this" },
  not_found: { status: 404, title: "There is no such thing, or not for this caller" },
  already_exists: { status: 409, title: "It exists already" },
  in_use: { status: 409, title: "Something else still depends on it" },
  last_owner: { status: 409, title: "An organizer keeps at least one owner" },
  still_needed: { status: 409, title: "Others depend on this account" },
  tickets_would_be_lost: { status: 409, title: "There are tickets for events to come, which would be lost" },
  payment_pending: { status: 409, title: "An order is waiting for its payment" },
  already_paid: { status: 409, title: "The order is paid; refund it instead" },
  not_a_draft: { status: 409, title: "The event has left the draft state" },
  not_publishable: { status: 409, title: "The event is not ready to be published" },
  not_changeable: { status: 409, title: "It can no longer be changed this way" },
  too_many_ticket_types: { status: 409, title: "The event has as many ticket types as it can have" },
  quantity_in_use: { status: 409, title: "More are sold or held than the new figure allows" },
  price_changed: { status: 409, title: "The price has changed since it was quoted" },
  sale_closed: { status: 409, title: "These tickets are not on sale now" },
  sold_out: { status: 409, title: "Not enough tickets are left" },
  limit_exceeded: { status: 409, title: "More tickets than one order may hold" },
  order_closed: { status: 409, title: "The order has expired or was cancelled" },
  has_orders: { status: 409, title: "Tickets of it are sold or held" },
  not_refundable: { status: 409, title: "Nothing of this can be paid back" },
  ticket_not_active: { status: 409, title: "The ticket does not let anyone in" },
  busy: { status: 409, title: "Others are changing this now; try again" },
  key_in_flight: { status: 409, title: "A request with this idempotency key is still running" },
  stale_version: { status: 412, title: "It has changed since the version in If-Match" },
  body_too_large: { status: 413, title: "The request body is too large" },
  unsupported_media_type: { status: 415, title: "The body must be application/json" },
  key_reused: { status: 422, title: "The idempotency key was used with another body" },
  amount_too_small: { status: 422, title: "The total is below what can be charged in this currency" },
  amount_too_large: { status: 422, title: "The total is above what can be charged in this currency" },
  if_match_required: { status: 428, title: "If-Match with the current ETag is required" },
  too_many_requests: { status: 429, title: "Too many tries; wait before the next" },
  internal_error: { status: 500, title: "Something went wrong on our side" },
  payment_unavailable: {
    status: 503,
    title: "The payment provider cannot be reached; the tickets stay held, try again with the same key",
  },
  unavailable: { status: 503, title: "A service this depends on is not answering; try again" },
} as const satisfies Record<string, { status: number; title: string }>;

export type FaultCode = keyof typeof faults;

/** What is wrong with one field: where (`lines[0].quantity`), a stable code, and a sentence. */
export type FieldError = { readonly path: string; readonly code: string; readonly message: string };

/** A refusal a caller may see. `detail` says what to do about it in this case; `retryAfter` is in seconds. */
export class Fault extends Error {
  readonly code: FaultCode;
  readonly errors: readonly FieldError[] | undefined;
  readonly retryAfter: number | undefined;

  constructor(code: FaultCode, detail?: string, more: { errors?: readonly FieldError[]; retryAfter?: number } = {}) {
    super(detail ?? faults[code].title);
    this.name = "Fault";
    this.code = code;
    this.errors = more.errors;
    this.retryAfter = more.retryAfter;
  }
}

/** A refusal because of one field, in the shape bad input always has. */
export const badField = (path: string, code: string, message: string) =>
  new Fault("invalid_input", `${path}: ${message}`, { errors: [{ path, code, message }] });
