import type { Event } from "#domain/event.ts";
import { Fault } from "#domain/fault.ts";

/** The event cancelled, or the fault that says why it cannot be. */
export function cancelled<E extends Event>(event: E, now: string): E {
  if (event.status === "draft") throw new Fault("not_changeable", "A draft is not on sale yet: delete it.");
  if (event.status !== "published") throw new Fault("not_changeable", `It is ${event.status}.`);
  return { ...event, status: "cancelled", cancelledAt: now };
}

/** The event completed once it has ended; nothing before, nor if it is not on sale. */
export const completed = <E extends Event>(event: E, now: string): E | undefined =>
  event.status === "published" && event.endDate <= now ? { ...event, status: "completed" } : undefined;
