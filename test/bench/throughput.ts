import { placeOrder } from "#functions/orders/place-order.ts";
import { type Somebody, somebody } from "#test/bench/cost/people.ts";
import { storedBy } from "#test/bench/cost/stored.ts";
import { Walk } from "#test/bench/cost/walk.ts";
import type { Bench, Group } from "#test/bench/group.ts";
import { median } from "#test/bench/median.ts";
import { type Row, row } from "#test/bench/row.ts";
import { type BenchStack, startBenchStack } from "#test/bench/stack.ts";
import { bigShow } from "#test/bench/throughput/big-show.ts";
import { directClient, likeThat } from "#test/bench/throughput/direct.ts";

const name = "local throughput";
const lanes = 8;
const rounds = 3;
const secondsPerRound = 6;
const warmUpSeconds = 3;

export const throughput: Group = {
  name,
  about:
    `orders a second through HTTP, ${lanes} at a time, until they are stored, paid, and all that they cause is done.\n` +
    "  Against a client that does the same writes directly on the same emulator; nothing is metered here",
  async rows({ say }) {
    const stack = await startBenchStack(["--no-meter"]);
    try {
      return await compared(stack, say);
    } finally {
      await stack.stop();
    }
  },
};

async function compared(stack: BenchStack, say: Bench["say"]): Promise<Row[]> {
  say("opening an event of 20,000 places");
  const walk = new Walk(stack);
  const show = await bigShow(walk);
  const buyers: Somebody[] = [];
  for (let lane = 0; lane < lanes; lane++) buyers.push(await somebody(walk));
  const { TableName = "", get, sold } = await storedBy(stack);
  const shards = Array.from({ length: show.stockShards }, (_, shard) => shard);
  const stock = await Promise.all(shards.map((shard) => get(`stock#${show.eventId}#${shard}`, "stock")));
  const direct = await directClient(stack, TableName, stock);

  async function buy(lane: number, kind: "free" | "paid"): Promise<string> {
    const { orderId, payment } = await walk.call(placeOrder, show[kind], buyers[lane]?.as);
    if (payment) await stack.pay(payment);
    return orderId;
  }
  const rows: Row[] = [];
  for (const kind of ["free", "paid"] as const) {
    const first = await buy(0, kind);
    await perSecond(warmUpSeconds, (lane) => buy(lane, kind));
    await stack.settle();
    const like = likeThat(await sold(first));
    await perSecond(warmUpSeconds, () => direct[kind](like));
    const own: number[] = [];
    const reference: number[] = [];
    for (let round = 1; round <= rounds; round++) {
      say(`selling, ${kind}, round ${round} of ${rounds}`);
      own.push(await perSecond(secondsPerRound, (lane) => buy(lane, kind), stack.settle));
      reference.push(await perSecond(secondsPerRound, () => direct[kind](like)));
    }
    const title = kind === "paid" ? "orders of 1 ticket, paid with a card" : "orders of 1 ticket, free";
    const against = { name: "orders/s directly", figure: median(reference) };
    const aim = { of: "ratio", atLeast: 0.5 } as const;
    rows.push(row(name, { name: title, figure: median(own), unit: "orders/s", reference: against, aim }));
  }
  return rows;
}

/** How many times a second, by several lanes at once for some seconds, until all of it is `done`. */
async function perSecond(
  seconds: number,
  once: (lane: number) => Promise<unknown>,
  done: () => Promise<void> = async () => {},
): Promise<number> {
  const from = performance.now();
  let count = 0;
  const lane = async (_: unknown, number: number) => {
    for (; performance.now() - from < seconds * 1000; count++) await once(number);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  await done();
  return (count * 1000) / (performance.now() - from);
}
