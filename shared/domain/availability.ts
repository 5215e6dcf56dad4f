import * as z from "zod";
import { id } from "#domain/ids.ts";

/** What one stock item had taken when it was last looked at: absolute figures, so a repeat changes nothing. */
export const ShardFigures = z.object({
  version: z.int(),
  taken: z.int(),
  types: z.record(z.string(), z.int()),
});

/** How much of an event is sold or held, seconds old: for showing only. The stock items decide. */
export const Availability = z.object({
  eventId: id,
  shards: z.record(z.string(), ShardFigures),
});
export type Availability = z.infer<typeof Availability>;

/** The event's own figure and each type's, over all shards. */
export function takenOf(availability: Availability | undefined): { capacity: number; types: Map<string, number> } {
  const types = new Map<string, number>();
  let capacity = 0;
  for (const figures of Object.values(availability?.shards ?? {})) {
    capacity += figures.taken;
    for (const [type, taken] of Object.entries(figures.types)) types.set(type, (types.get(type) ?? 0) + taken);
  }
  return { capacity, types };
}
