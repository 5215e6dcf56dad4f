import { availability } from "#data/availability.ts";
import { holds } from "#data/condition.ts";
import { type Figures, newest } from "#domain/availability.ts";
import { type Change, changed, created } from "#domain/trail.ts";

/** Stock items lie in several stream shards, which are read at the same time: so often two may meet on one event. */
const rounds = 20;

/** Brings an event's availability up to these figures; older ones change nothing. */
export async function recordFigures(eventId: string, figures: Figures, change: Change): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    const { data: known } = await availability.get({ eventId }).go({ consistent: true });
    const shards = newest(known?.shards ?? {}, figures);
    if (known && shards === known.shards) return;
    const write = known
      ? availability
          .put({ ...known, shards, ...changed(known, change) })
          .where(({ version }, op) => op.eq(version, known.version))
          .go()
      : availability.create({ eventId, shards, ...created(change) }).go();
    if (await holds(write)) return;
  }
  throw new Error(`The availability of event ${eventId} kept being written by others`);
}
