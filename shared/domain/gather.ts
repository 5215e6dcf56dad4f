import type { Draw, Stock, Wanted } from "#domain/stock.ts";

/** What one stock item hands to another: places of the event, and tickets of some types. */
export type Move = {
  readonly shard: number;
  readonly places: number;
  readonly types: Readonly<Record<string, number>>;
};

/** An order served by one stock item, after others have handed it what it lacked. */
export type Gathered = { readonly draws: Draw[]; readonly moves: Move[] };

/**
 * Serves an order out of one stock item, `home` if it can be: what is missing there moves in from others, in the same
 * write. A shard that is asked gives half of what it has, if that is more than is missing, so that the next buyers find
 * their home filled; and an order finds its tickets exactly if the shards together have them, wherever places and types
 * lie. Nothing if they have not. Shards are asked from `from` on, one that can give all that is missing before others.
 */
export function gather(
  shards: readonly Stock[],
  wanted: readonly Wanted[],
  home: number,
  from: number,
): Gathered | undefined {
  const selling = shards.filter((stock) => stock.live && wanted.every((line) => stock.types[line.ticketTypeId]));
  const target = selling.find(({ shard }) => shard === home) ?? selling[0];
  if (!target) return undefined;
  const total = wanted.reduce((sum, { quantity }) => sum + quantity, 0);
  const missing = {
    places: Math.max(0, total - target.left),
    types: wanted.map((line) => ({ ...line, quantity: Math.max(0, line.quantity - leftOf(target, line)) })),
  };
  const others = rotated(selling, from).filter((stock) => stock !== target);
  const whole = others.find(
    (stock) => stock.left >= missing.places && missing.types.every((line) => leftOf(stock, line) >= line.quantity),
  );
  const moves: Move[] = [];
  for (const stock of whole ? [whole] : richestFirst(others, missing.types)) {
    const places = given(stock.left, missing.places);
    const types = missing.types.map((line) => given(leftOf(stock, line), line.quantity));
    missing.places -= Math.min(places, missing.places);
    missing.types = missing.types.map((line, at) => ({
      ...line,
      quantity: Math.max(0, line.quantity - (types[at] ?? 0)),
    }));
    if (places === 0 && types.every((number) => number === 0)) continue;
    const named = missing.types.flatMap(({ ticketTypeId }, at) => (types[at] ? [[ticketTypeId, types[at]]] : []));
    moves.push({ shard: stock.shard, places, types: Object.fromEntries(named) });
  }
  if (missing.places > 0 || missing.types.some(({ quantity }) => quantity > 0)) return undefined;
  const draws = wanted.map(({ ticketTypeId, quantity }) => ({ shard: target.shard, ticketTypeId, quantity }));
  return { draws, moves };
}

/** Whether the shards together have what is wanted; the event may have fewer places than its types. */
export function hasEnough(
  shards: readonly Stock[],
  wanted: readonly Pick<Wanted, "ticketTypeId" | "quantity">[],
): boolean {
  const sum = (of: (stock: Stock) => number) => shards.reduce((sum, stock) => sum + of(stock), 0);
  const total = wanted.reduce((sum, { quantity }) => sum + quantity, 0);
  return (
    sum(({ left }) => left) >= total && wanted.every((line) => sum((stock) => leftOf(stock, line)) >= line.quantity)
  );
}

/** The stock items as they are after a sale that was gathered like this. */
export function afterwards(shards: readonly Stock[], { draws, moves }: Gathered): Stock[] {
  const sold = draws.reduce((sum, { quantity }) => sum + quantity, 0);
  return shards.map((stock) => {
    const gave = moves.find(({ shard }) => shard === stock.shard);
    if (gave)
      return shifted(
        stock,
        -gave.places,
        (type) => -(gave.types[type] ?? 0),
        0,
        () => 0,
      );
    if (stock.shard !== draws[0]?.shard) return stock;
    const got = moves.reduce((sum, { places }) => sum + places, 0);
    const gotOf = (type: string) => moves.reduce((sum, { types }) => sum + (types[type] ?? 0), 0);
    const soldOf = (type: string) =>
      draws.reduce((sum, draw) => sum + (draw.ticketTypeId === type ? draw.quantity : 0), 0);
    return shifted(stock, got - sold, (type) => gotOf(type) - soldOf(type), sold, soldOf);
  });
}

function shifted(
  stock: Stock,
  left: number,
  leftOf: (type: string) => number,
  taken: number,
  takenOf: (type: string) => number,
): Stock {
  const types = Object.entries(stock.types).map(([id, type]) => {
    return [id, { ...type, left: type.left + leftOf(id), taken: type.taken + takenOf(id) }];
  });
  return { ...stock, left: stock.left + left, taken: stock.taken + taken, types: Object.fromEntries(types) };
}

const leftOf = (stock: Stock, { ticketTypeId }: Pick<Wanted, "ticketTypeId">) => stock.types[ticketTypeId]?.left ?? 0;

/** Of `left`, when so many are missing: half of it, so that both can go on selling; all that is missing, if that is more. */
const given = (left: number, missing: number) =>
  missing === 0 ? 0 : Math.min(left, Math.max(missing, Math.floor(left / 2)));

function rotated(shards: readonly Stock[], from: number): readonly Stock[] {
  const start = shards.findIndex(({ shard }) => shard >= from);
  return start < 0 ? shards : [...shards.slice(start), ...shards.slice(0, start)];
}

/** Those that have most of what is missing come first, so that few shards are asked. */
function richestFirst(shards: readonly Stock[], missing: readonly Wanted[]): Stock[] {
  const lines = missing.filter(({ quantity }) => quantity > 0);
  const worth = (stock: Stock) =>
    Math.min(stock.left, 10) + lines.reduce((sum, line) => sum + Math.min(leftOf(stock, line), line.quantity), 0);
  return shards.toSorted((a, b) => worth(b) - worth(a));
}
