import type Stripe from "stripe";
import { API_VERSION } from "./api-version.ts";
import { listing, retrieving } from "./lists.ts";
import type { Ids } from "./object-ids.ts";
import { boolean, list, optional, text } from "./parameters.ts";
import type { Records } from "./records.ts";
import { invalidRequest } from "./stripe-error.ts";

/** The request that made something happen; both null for what happened by itself. */
export type Cause = { readonly id: string | null; readonly idempotency_key: string | null };

export type Events = {
  /** `previous` holds the former values of what changed, for the events that tell them. */
  emit(type: string, object: object, previous?: object): void;
};

/** Who is told of events as they happen. */
export type Listener = { hears(type: string): boolean; notify(event: Stripe.Event): void };

type Origin = { readonly records: Records; readonly now: number; readonly newId: Ids["newId"] };

export const eventsOf = ({ records, now, newId }: Origin, cause: Cause, listener: Listener): Events => ({
  emit: (type, object, previous) => {
    const event = {
      id: newId("evt"),
      object: "event",
      api_version: API_VERSION,
      created: now,
      data: { object, ...(previous === undefined ? {} : { previous_attributes: previous }) },
      livemode: false,
      pending_webhooks: listener.hears(type) ? 1 : 0,
      request: { ...cause },
      type,
    } as unknown as Stripe.Event; // the type is a union over hundreds of names; which one this is, only `type` says
    listener.notify(records.events.put(event));
  },
});

export const retrieveEvent = retrieving("event", "events");

const filters = {
  delivery_success: optional(boolean),
  type: optional(text()),
  types: optional(list(text())),
};
export const listEvents = listing("event", "events", filters, (event, { type, types = [], ...given }) => {
  if (type !== undefined && types.length > 0) throw oneOfBoth();
  if (types.length > 20) throw invalidRequest("You may give up to 20 types.", "types");
  const wanted = type === undefined ? types : [type];
  const isWanted = wanted.length === 0 || wanted.some((pattern) => matches(pattern, event.type));
  // An event is pending until its webhook was taken, and for ever once Stripe has given up.
  return isWanted && [event.pending_webhooks === 0, undefined].includes(given.delivery_success);
});

const oneOfBoth = () => invalidRequest("You may only specify one of these parameters: type, types.");

/** `charge.*` means every type that begins with `charge.`. */
export const matches = (pattern: string, type: string): boolean =>
  pattern.endsWith("*") ? type.startsWith(pattern.slice(0, -1)) : pattern === type;
