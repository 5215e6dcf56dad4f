import type { Draw, Stock, Wanted } from "#domain/stock.ts";

/**
 * Draws for everything wanted out of these shards, or nothing if they do not have it. A single shard that can serve the
 * whole order is preferred, `first` before all; otherwise lines draw from several, so that no place is stranded.
 */
export function draw(shards: readonly Stock[], wanted: readonly Wanted[], first: number): Draw[] | undefined {
  const start = shards.findIndex((stock) => stock.shard >= first);
  const order = start < 0 ? shards : [...shards.slice(start), ...shards.slice(0, start)];
  const total = wanted.reduce((sum, line) => sum + line.quantity, 0);
  const whole = order.find(
    (stock) => stock.left >= total && wanted.every((line) => leftOf(stock, line) >= line.quantity),
  );
  if (whole) return wanted.map(({ ticketTypeId, quantity }) => ({ shard: whole.shard, ticketTypeId, quantity }));
  return drawFromSeveral(order, wanted);
}

const leftOf = (stock: Stock, { ticketTypeId }: Wanted) => stock.types[ticketTypeId]?.left ?? 0;

/**
 * Lines compete for a shard's places, so taking greedily could say "sold out" while another split would do. This is a
 * maximum flow (lines → shards, Ford and Fulkerson 1956), one ticket at a time: a ticket that finds its shards full
 * moves another line's ticket elsewhere. At most ten tickets and 64 shards: nothing to speak of.
 */
function drawFromSeveral(shards: readonly Stock[], wanted: readonly Wanted[]): Draw[] | undefined {
  const drawn = wanted.map(() => shards.map(() => 0));
  const used = shards.map(() => 0);
  const at = (line: number, shard: number) => drawn[line]?.[shard] ?? 0;
  const add = (line: number, shard: number, quantity: number) => {
    const row = drawn[line];
    if (row) row[shard] = at(line, shard) + quantity;
  };

  function place(line: number, seen: Set<number>): boolean {
    const asked = wanted[line];
    return shards.some((stock, shard) => {
      if (!asked || seen.has(shard) || at(line, shard) >= leftOf(stock, asked)) return false;
      seen.add(shard);
      const isFree = (used[shard] ?? 0) < stock.left;
      const moved = isFree ? -1 : wanted.findIndex((_, other) => at(other, shard) > 0 && place(other, seen));
      if (!isFree && moved < 0) return false;
      if (isFree) used[shard] = (used[shard] ?? 0) + 1;
      else add(moved, shard, -1);
      add(line, shard, 1);
      return true;
    });
  }

  for (const [line, { quantity }] of wanted.entries()) {
    for (let ticket = 0; ticket < quantity; ticket++) if (!place(line, new Set())) return undefined;
  }
  return wanted.flatMap(({ ticketTypeId }, line) =>
    shards.flatMap(({ shard }, index) => {
      const quantity = at(line, index);
      return quantity > 0 ? [{ shard, ticketTypeId, quantity }] : [];
    }),
  );
}
