import { afterwards, type Gathered, gather, hasEnough } from "#domain/gather.ts";
import { spread } from "#domain/ids.ts";
import { openingStock, refusalOf, type Stock } from "#domain/stock.ts";
import { openQueue } from "#test/bench/hot-event/queue.ts";
import { anEvent, aTicketType } from "#test/support/things.ts";

/** As AWS says: what one partition key takes a second; what a transaction costs per item of at most 1 KB. */
const writeUnitsASecond = 1000;
const writeUnits = 2;
/** How long a transaction keeps others off its items, and how long its caller waits for it, in milliseconds. */
const prepared = 10;
const answered = 20;
/** `commit`'s waits and tries in a rush. */
const longestWait = 1_500;
const tries = 18;
/** `seen-stock`'s memory. */
const remembered = 2_000;
/** Of a hundred orders one is let go of, within this time. */
const letGoOf = 100;
const letGoWithin = 3_000;

export type Sold = {
  readonly seconds: number;
  readonly sold: number;
  readonly oversold: number;
  readonly unsold: number;
  /** Buyers who were told "sold out" when a ticket had been left for over two seconds. */
  readonly wronged: number;
  readonly conflicts: number;
  readonly throttled: number;
  readonly moves: number;
  readonly readUnits: number;
  /** Of the stock item that was written most, by sales, returns and moves. */
  readonly hottest: number;
  /** When each stock item sold last, in milliseconds before the last ticket of all. */
  readonly quietFor: readonly number[];
};

type Buyer = {
  readonly instance: number;
  readonly id: string;
  plan: Gathered;
  attempt: number;
  isDirect: boolean;
};
type Instance = { shards: Stock[]; at: number; refusedAt: number; isRush: boolean };
type Happening = { readonly buys?: Buyer; readonly comes?: number; readonly back?: number };

/**
 * A rush in simulated time. Each instance serves one buyer after the other, with the product's own rules of where to draw
 * from and what to remember; a transaction on an item that another has prepared is cancelled and comes again, as
 * `commit` has it. Whoever lets go of a ticket returns it where it came from. It ends when all are sold for good.
 */
export function sellOut(shards: number, tickets: number, instances: number, random: () => number): Sold {
  const type = aTicketType(1, { quantityAvailable: tickets });
  const event = anEvent({ maxCapacity: tickets, stockShards: shards });
  const wanted = [{ ticketTypeId: type.ticketTypeId, quantity: 1, unitPrice: type.price }];
  const [startsAt, one] = ["2026-12-01T00:00:00.000Z", 1];
  let stock: Stock[] = openingStock(event, [type]);
  const busyUntil = stock.map(() => 0);
  const units = stock.map(() => ({ at: 0, left: writeUnitsASecond }));
  const writes = stock.map(() => 0);
  const lastSale = stock.map(() => 0);
  const memory = Array.from(
    { length: instances },
    (): Instance => ({ shards: [], at: -1e9, refusedAt: -1e9, isRush: false }),
  );
  const queue = openQueue<Happening>();
  const counts = { conflicts: 0, throttled: 0, moves: 0, readUnits: 0, wronged: 0, sold: 0, out: 0 };
  let left = tickets;
  let leftSince = 0;
  let endedAt = 0;

  const direct = (home: number): Gathered => ({
    draws: [{ shard: home, ticketTypeId: type.ticketTypeId, quantity: one }],
    moves: [],
  });
  const gatherFor = (id: string, of: readonly Stock[]) =>
    gather(of, wanted, spread(id, shards), spread(id.slice(24), shards));
  const newId = () =>
    Array.from({ length: 4 }, () =>
      Math.floor(random() * 2 ** 32)
        .toString(16)
        .padStart(8, "0"),
    ).join("");

  /** Reads all stock items; the buyer's next plan, or that there is none. */
  function look(buyer: Buyer, at: number): boolean {
    counts.readUnits += shards;
    const found = gatherFor(buyer.id, stock);
    const seen = memory[buyer.instance];
    if (seen) {
      const isRush = !found && at - seen.refusedAt < 2 * remembered;
      memory[buyer.instance] = { shards: stock, at, refusedAt: found ? seen.refusedAt : at, isRush };
    }
    if (!found) return false;
    buyer.plan = found;
    buyer.isDirect = false;
    return true;
  }

  function refuse(at: number): void {
    if (left > 0 && at - leftSince > remembered) counts.wronged++;
  }

  function comes(instance: number, at: number): void {
    const seen = memory[instance];
    const isFresh = seen !== undefined && at - seen.at < remembered;
    const next = at + answered + random() * 50;
    if (isFresh && seen.isRush && !hasEnough(seen.shards, wanted)) {
      refuse(at);
      queue.add(next, { comes: instance });
      return;
    }
    const id = newId();
    const known = isFresh ? gatherFor(id, seen.shards) : undefined;
    const buyer = { instance, id, plan: known ?? direct(spread(id, shards)), attempt: 0, isDirect: !known };
    const doubts = !known && seen !== undefined && at - seen.at < 60_000 && !hasEnough(seen.shards, wanted);
    if (doubts && !look(buyer, at)) {
      refuse(at);
      queue.add(next, { comes: instance });
    } else buys(buyer, at);
  }

  function takeUnits(shard: number, at: number): boolean {
    const bucket = units[shard];
    if (!bucket) return false;
    bucket.left = Math.min(writeUnitsASecond, bucket.left + ((at - bucket.at) * writeUnitsASecond) / 1000);
    bucket.at = at;
    if (bucket.left < writeUnits) return false;
    bucket.left -= writeUnits;
    return true;
  }

  function buys(buyer: Buyer, at: number): void {
    const { plan } = buyer;
    const items = [plan.draws[0]?.shard ?? 0, ...plan.moves.map(({ shard }) => shard)];
    const isThrottled = !items.map((shard) => takeUnits(shard, at)).every(Boolean);
    if (isThrottled || items.some((shard) => (busyUntil[shard] ?? 0) > at)) {
      counts[isThrottled ? "throttled" : "conflicts"]++;
      buyer.attempt++;
      // Told "busy", a buyer comes again.
      if (buyer.attempt >= tries) buyer.attempt = 0;
      const wait = random() * Math.min(longestWait, 15 * 2 ** buyer.attempt);
      queue.add(at + answered + wait, { buys: buyer });
      return;
    }
    for (const shard of items) busyUntil[shard] = at + prepared;
    const home = stock[items[0] ?? 0];
    const [got] = [plan.moves.reduce((sum, { places }) => sum + places, 0)];
    const holds =
      home !== undefined &&
      (plan.moves.length > 0 ? home.left + got >= one : refusalOf(home, wanted, startsAt) === undefined) &&
      plan.moves.every(({ shard, places, types }) => {
        const item = stock[shard];
        return (
          item && item.left >= places && (item.types[type.ticketTypeId]?.left ?? 0) >= (types[type.ticketTypeId] ?? 0)
        );
      });
    if (!holds) {
      if (look(buyer, at + answered)) queue.add(at + answered, { buys: buyer });
      else {
        refuse(at + answered);
        queue.add(at + answered + random() * 50, { comes: buyer.instance });
      }
      return;
    }
    stock = afterwards(stock, plan);
    for (const shard of items) writes[shard] = (writes[shard] ?? 0) + 1;
    counts.moves += plan.moves.length;
    lastSale[items[0] ?? 0] = at;
    counts.sold++;
    left--;
    const seen = memory[buyer.instance];
    if (seen && at - seen.at < remembered) {
      memory[buyer.instance] = { ...seen, shards: afterwards(seen.shards, plan), isRush: false };
    }
    if (random() * letGoOf < 1) {
      counts.out++;
      queue.add(at + random() * letGoWithin, { back: items[0] ?? 0 });
    } else endedAt = at;
    queue.add(at + answered, { comes: buyer.instance });
  }

  function back(shard: number, at: number): void {
    if ((busyUntil[shard] ?? 0) > at || !takeUnits(shard, at)) {
      queue.add(at + random() * 50, { back: shard });
      return;
    }
    busyUntil[shard] = at + prepared;
    const draws = [{ shard, ticketTypeId: type.ticketTypeId, quantity: -one }];
    stock = afterwards(stock, { draws, moves: [] });
    writes[shard] = (writes[shard] ?? 0) + 1;
    counts.out--;
    counts.sold--;
    if (left === 0) leftSince = at;
    left++;
  }

  for (let instance = 0; instance < instances; instance++) queue.add(random() * 1000, { comes: instance });
  // A tenth of the time one counter takes by itself would be over by then: whatever is not sold, is not going to be.
  const patience = 4 * 3_600_000;
  while (left > 0 || counts.out > 0) {
    const happening = queue.next();
    if (!happening || happening.at > patience) break;
    const { at, what } = happening;
    if (what.buys) buys(what.buys, at);
    else if (what.back !== undefined) back(what.back, at);
    else comes(what.comes ?? 0, at);
  }
  const taken = stock.reduce((sum, item) => sum + item.taken, 0);
  const { sold, wronged, conflicts, throttled, moves, readUnits } = counts;
  return {
    ...{ seconds: endedAt / 1000, sold, wronged, conflicts, throttled, moves, readUnits },
    oversold: Math.max(0, taken - tickets),
    unsold: tickets - taken,
    hottest: Math.max(...writes),
    quietFor: lastSale.map((sold) => endedAt - sold),
  };
}
