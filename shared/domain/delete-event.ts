import type { Event } from "#domain/event.ts";
import { Fault } from "#domain/fault.ts";

/**
 * The event deleted: nobody sees it any more. One that is on sale and sold nothing ends in the same step, so that nothing
 * of it can be bought, nor will be after it is restored.
 */
export function deleted<E extends Event>(event: E, now: string): E {
  if (event.status === "archived") throw new Fault("not_changeable", "It is archived.");
  const ended = event.status === "published" ? { status: "cancelled" as const, cancelledAt: now } : {};
  return { ...event, ...ended, isActive: false, deletedAt: now };
}

/** Whether nothing was ever sold of it, nor can have been: only then can it be removed for good. */
export const wasNeverPublished = ({ stockShards }: Pick<Event, "stockShards">) => stockShards === 0;

/** The event as it was before, or as it ended when it was deleted. */
export const restored = <E extends Event>(event: E): E => ({ ...event, isActive: true, deletedAt: undefined });
