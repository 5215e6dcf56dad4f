import { type Event, stockShardsFor } from "#domain/event.ts";
import { Fault } from "#domain/fault.ts";
import type { TicketType } from "#domain/ticket-type.ts";

/** The draft as a published event, or the fault that says what it still needs. */
export function published(event: Event, types: readonly TicketType[], now: string): Event {
  if (event.status !== "draft") throw new Fault("not_a_draft", `It is ${event.status} already.`);
  if (!types.some((type) => type.isActive)) {
    throw new Fault("not_publishable", "It needs at least one active ticket type.");
  }
  if (event.startDate <= now) throw new Fault("not_publishable", `It started at ${event.startDate}: move it first.`);
  return { ...event, status: "published", publishedAt: now, stockShards: stockShardsFor(event.maxCapacity) };
}
