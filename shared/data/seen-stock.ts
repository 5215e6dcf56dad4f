import type { loadStock } from "#data/load-stock.ts";
import { order as orders } from "#data/order.ts";
import { Fault } from "#domain/fault.ts";
import { afterwards, type Gathered, hasEnough } from "#domain/gather.ts";
import { spread } from "#domain/ids.ts";
import type { Checkout } from "#domain/quote.ts";
import type { Wanted } from "#domain/stock.ts";
import { minutes, seconds } from "#domain/time.ts";

type Shards = Awaited<ReturnType<typeof loadStock>>;

/** How long what was seen of an event's stock is gone by: after that a refusal is the stock's own again. */
const remembered = seconds(2);

/** How long it is looked before it is written, where there was too little. */
const doubted = minutes(1);

/** So long after an item was written, an eventually consistent read shows it. */
const settled = seconds(2);

/** Events that one instance remembers. */
const most = 200;

type Seen = {
  readonly shards: Shards;
  readonly at: number;
  /** When somebody was last refused because of it, and whether somebody was shortly before, too: buyers are rushing. */
  readonly refusedAt: number;
  readonly isRush: boolean;
};

/**
 * What this instance saw last of the stock of events, by the times of its invocations: where to look for tickets and, in
 * a rush, that there are none. No sale is decided by it: the conditions of its writes do that.
 */
const seen = new Map<string, Seen>();

function lately(eventId: string, now: Date): Seen | undefined {
  const last = seen.get(eventId);
  const age = now.getTime() - (last?.at ?? 0);
  return age >= 0 && age < remembered ? last : undefined;
}

/** So many stock items as they were at most two seconds ago; none if they were not looked at. */
export function seenStock(eventId: string, shards: number, now: Date): Shards {
  const last = lately(eventId, now)?.shards;
  return last?.length === shards ? last : [];
}

/** Whether there was too little when it was last looked at, and that is not long ago: a buyer would hardly be served. */
export function hadTooLittle(eventId: string, wanted: readonly Wanted[], now: Date): boolean {
  const last = seen.get(eventId);
  return last !== undefined && now.getTime() - last.at < doubted && !hasEnough(last.shards, wanted);
}

/** Keeps what was read of all stock items just now, strongly consistent, and whether somebody is refused because of it. */
export function keepSeen(eventId: string, shards: Shards, now: Date, refuses: boolean): void {
  const last = seen.get(eventId);
  const at = now.getTime();
  const since = at - (last?.refusedAt ?? 0);
  const isRush = refuses && since >= 0 && since < 2 * remembered;
  // Whoever was looked at longest ago is forgotten first.
  seen.delete(eventId);
  const [oldest] = seen.keys();
  if (seen.size >= most && oldest !== undefined) seen.delete(oldest);
  seen.set(eventId, { shards, at, refusedAt: refuses ? at : (last?.refusedAt ?? 0), isRush });
}

/** Keeps what a sale has left of what was seen. */
export function keepSold(eventId: string, sale: Gathered, now: Date): void {
  const last = lately(eventId, now);
  if (!last) return;
  const after = afterwards(last.shards, sale);
  const shards = last.shards.map((stock, at) => ({ ...stock, ...after[at] }));
  seen.set(eventId, { ...last, shards, isRush: false });
}

/**
 * Refuses with `sold_out` in a rush: if this instance has refused somebody before, for want of what is asked for again, and
 * has looked at the stock within two seconds. That costs no more than one read unit, for whoever has an order under this id
 * is not refused but answered with it. Half a unit will do once the shard which that order would have drawn from has sold
 * nothing for so long that the order is everywhere.
 */
export async function refuseInRush({ eventId, lines }: Checkout, orderId: string, now: Date): Promise<void> {
  const last = lately(eventId, now);
  if (!last?.isRush || hasEnough(last.shards, lines)) return;
  const at = now.toISOString();
  const isOnSale = lines.every(({ ticketTypeId }) =>
    last.shards.every(({ live, types }) => {
      const type = types[ticketTypeId];
      return live && type?.onSale && type.saleFrom <= at && type.saleUntil > at;
    }),
  );
  // What else is wrong with it, is said by the sale itself.
  if (!isOnSale) return;
  const home = last.shards.find(({ shard }) => shard === spread(orderId, last.shards.length));
  const consistent = !home || now.getTime() - Date.parse(home.updatedAt) < settled;
  const { data } = await orders.get({ orderId }).go({ consistent });
  if (!data) throw new Fault("sold_out");
}
