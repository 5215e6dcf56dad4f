import * as z from "zod";
import { id } from "#domain/ids.ts";
import { Stock } from "#domain/stock.ts";

/** What one stock item had taken when it was last looked at: absolute figures, so a repeat changes nothing. */
const ShardFigures = z.object({
  version: z.int(),
  taken: z.int(),
  types: z.record(z.string(), z.int()),
});

/** The figures of an event's shards, by number. */
const Figures = z.record(z.string(), ShardFigures);
export type Figures = Readonly<z.infer<typeof Figures>>;

/** How much of an event is sold or held, seconds old: for showing only. The stock items decide. */
export const Availability = z.object({ eventId: id, shards: Figures });
export type Availability = z.infer<typeof Availability>;

export const StoredStock = Stock.extend({ version: z.int() });

/** The figures of these stock items as they stand. */
export function latestFigures(known: Figures | undefined, stocks: readonly z.infer<typeof StoredStock>[]): Figures {
  return stocks.reduce<Figures>((figures, { shard, version, taken, types }) => {
    const perType = Object.entries(types).map(([ticketTypeId, type]) => [ticketTypeId, type.taken]);
    return newest(figures, { [shard]: { version, taken, types: Object.fromEntries(perType) } });
  }, known ?? {});
}

/**
 * Both figures, of each shard those with the higher version. Whatever is repeated, late or in another order, the result
 * is the same: a version of a stock item is one state of it.
 */
export function newest(known: Figures, more: Figures): Figures {
  const newer = Object.entries(more).filter(([shard, { version }]) => version > (known[shard]?.version ?? 0));
  return newer.length === 0 ? known : { ...known, ...Object.fromEntries(newer) };
}

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
