import { seededRandom } from "#infra/local/random.ts";
import type { Group } from "#test/bench/group.ts";
import { refusals } from "#test/bench/hot-event/refusals.ts";
import { type Sold, sellOut } from "#test/bench/hot-event/sale.ts";
import { type Line, type Row, row } from "#test/bench/row.ts";

const name = "hot event";
const tickets = 100_000;
/** Every run sells to the same buyers at the same moments. */
const seed = 20_261_201;
/** Instances that sell at the same time, for each stock item. */
const perShard = 50;
const most = 64;

export const hotEvent: Group = {
  name,
  about:
    "100,000 tickets in simulated time, by the rules the product draws and remembers by: a partition key takes 1,000 WCU/s,\n" +
    "  transactions of 10 ms conflict on their items, one order in a hundred is let go of; against one counter for all",
  rows: async ({ say }) => {
    say("selling 100,000 tickets from 1, 4, 16 and 64 stock items");
    const runs = [1, 4, 16, most].map((shards) => ({
      shards,
      sold: sellOut(shards, tickets, shards * perShard, seededRandom(seed)),
    }));
    say("selling them to the same crowd from one counter");
    const counter = sellOut(1, tickets, most * perShard, seededRandom(seed));
    const [first, last] = [runs[0]?.sold, runs.at(-1)?.sold];
    if (!first || !last) throw new Error("Nothing was sold");
    say("refusing 10,000 who come too late");
    const late = await refusals(last.quietFor);
    return [...sales(runs, counter, first, last), refused(late)];
  },
};

type Run = { readonly shards: number; readonly sold: Sold };

function sales(runs: readonly Run[], counter: Sold, first: Sold, last: Sold): Row[] {
  const lines = [
    ...runs.map(({ shards, sold }) => lineOf(`${shards} × ${perShard} instances`, sold)),
    lineOf(`one counter, ${most * perShard} instances`, counter),
  ];
  const all = [...runs.map(({ sold }) => sold), counter];
  const total = (of: (sold: Sold) => number) => all.reduce((sum, sold) => sum + of(sold), 0);
  const reference = (figure: number) => ({ name: "one counter", figure });
  return [
    row(name, {
      ...{ name: "time to sell 100,000 tickets, 64 stock items", figure: last.seconds, unit: "s", lines },
      reference: reference(counter.seconds),
    }),
    row(name, {
      ...{
        name: "tickets a second for each stock item, of 64",
        figure: tickets / last.seconds / most,
        unit: "a second",
      },
      reference: { name: "of 1, as many buyers each", figure: tickets / first.seconds },
      aim: { of: "ratio", atLeast: 0.8 },
      note: "linear is 1: what lacks is the end, when stock items run dry one by one",
    }),
    row(name, {
      ...{ name: "tickets oversold, over all runs", figure: total(({ oversold }) => oversold), unit: "tickets" },
      aim: { atMost: 0 },
    }),
    row(name, {
      ...{
        name: "tickets left unsold, over all runs",
        figure: total(({ unsold }) => Math.abs(unsold)),
        unit: "tickets",
      },
      aim: { atMost: 0 },
    }),
    row(name, {
      ...{ name: 'told "sold out" with one left for 2 s', figure: total(({ wronged }) => wronged), unit: "buyers" },
      aim: { atMost: 0 },
    }),
    row(name, {
      ...{ name: "writes to the hottest key per ticket", figure: last.hottest / tickets, unit: "writes" },
      reference: reference(counter.hottest / tickets),
      aim: { atMost: 0.05 },
    }),
  ];
}

const lineOf = (name: string, { seconds, conflicts, throttled, moves, readUnits }: Sold): Line => ({
  name,
  figures: { seconds, "tickets a second": tickets / seconds, conflicts, throttled, moves, RCU: readUnits },
});

type Late = Awaited<ReturnType<typeof refusals>>;

function refused({ rush, rushSeconds, instances, refused, read, write }: Late): Row {
  return row(name, {
    ...{ name: "refusal after the last ticket, of 10,000", figure: read / rush, unit: "RCU" },
    aim: {
      atMost: 1,
      also: { text: "0.00 WCU, all refused", met: Number((write / rush).toFixed(2)) === 0 && refused === rush },
    },
    note: `${rush} within ${rushSeconds} s on ${instances} instances: ${read} RCU, ${write} WCU in all`,
  });
}
