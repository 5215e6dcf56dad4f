import type { Line } from "#test/bench/row.ts";

const million = 1e6;

/** The performance paper's list prices, in US$ for so many. */
const prices = {
  "HTTP API requests": { price: 1.0, per: million },
  "Lambda invocations": { price: 0.2, per: million },
  "Lambda GB-s": { price: 0.0000133334, per: 1 },
  "write units": { price: 0.625, per: million },
  "read units": { price: 0.125, per: million },
  "bus events": { price: 1.0, per: million },
  "SQS requests": { price: 0.4, per: million },
  "log GB": { price: 0.5, per: 1 },
} as const satisfies Record<string, Price>;

type Price = { readonly price: number; readonly per: number };
export type Counts = Readonly<Record<keyof typeof prices, number>>;
export type BillLine = Line & { readonly figures: { readonly count: number; readonly US$: number } };

/** What these counts cost, `times` over, line by line: count times price. */
export function bill(counts: Counts, times = 1): { readonly total: number; readonly lines: readonly BillLine[] } {
  const names = Object.keys(prices) as (keyof Counts)[];
  const lines = names.flatMap((name) => (counts[name] > 0 ? [priced(name, counts[name] * times, prices[name])] : []));
  return { total: totalOf(lines), lines };
}

export function priced(name: string, count: number, { price, per }: Price): BillLine {
  const text = `${name} × ${price}${per === million ? "/M" : ""}`;
  return { name: text, figures: { count: count, US$: (count * price) / per } };
}

export const totalOf = (lines: readonly BillLine[]) => lines.reduce((sum, { figures }) => sum + figures.US$, 0);
