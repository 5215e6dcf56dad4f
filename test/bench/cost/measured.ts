import type { Reading } from "#infra/local/dynamodb/meter/ledger.ts";
import { givenBack } from "#test/bench/cost/given-back.ts";
import { lists } from "#test/bench/cost/lists.ts";
import { lives } from "#test/bench/cost/lives.ts";
import { looksAround } from "#test/bench/cost/looks.ts";
import { account, anAdmin } from "#test/bench/cost/people.ts";
import { sales, waiting } from "#test/bench/cost/sales.ts";
import { shows } from "#test/bench/cost/shows.ts";
import { readableSold, type Sold, storedBy } from "#test/bench/cost/stored.ts";
import { teams } from "#test/bench/cost/teams.ts";
import { type Scenario, Walk } from "#test/bench/cost/walk.ts";
import type { Bench } from "#test/bench/group.ts";
import { pageOf } from "#test/bench/textbook/lists.ts";
import { checkIn, eventPage, offer, sellFree, sellPaid } from "#test/bench/textbook/sale.ts";
import { openTextbook } from "#test/bench/textbook/table.ts";

type ByTextbook =
  | Extract<Scenario, `order ${string}`>
  | "check-in"
  | "event page"
  | "upcoming events"
  | "my orders"
  | "my tickets";

/** What the product used, and the textbook for the same. */
export type Costs = {
  /** By operation, everything it caused included. */
  readonly operations: ReadonlyMap<string, Reading>;
  readonly scenarios: ReadonlyMap<Scenario, Reading>;
  readonly textbook: ReadonlyMap<ByTextbook, Reading>;
  /** What the paid order of one ticket has left. */
  readonly sold: Sold;
};

const known = new WeakMap<Bench, Promise<Costs>>();

/** Measured once per run: what things cost is both printed and turned into money. */
export function costs(bench: Bench): Promise<Costs> {
  const measuring = known.get(bench) ?? measure(bench);
  known.set(bench, measuring);
  return measuring;
}

async function measure({ stack: started, say }: Bench): Promise<Costs> {
  say("starting the product");
  const stack = await started();
  const walk = new Walk(stack);
  say("counting accounts");
  await account(walk);
  say("counting events");
  const { owner, organizerId, events } = await shows(walk);
  // An event nothing is sold of: what it costs to sell is counted of one without categories, as before.
  const last = events.at(-1);
  const admin = await anAdmin(walk);
  if (last) await lists(walk, owner, admin, last.eventId);
  say("counting sales");
  const { one, four, free, buyer } = await sales(walk, owner, events);
  if (events[0]) await waiting(walk, events[0], buyer.email);
  const { sold } = await storedBy(stack);
  const [soldOne, soldFour, soldFree] = [await sold(one), await sold(four), await sold(free)];
  const people = { owner, buyer, admin };
  say("counting what is looked at, and teams' and people's lives");
  if (events[0]) await looksAround(walk, people, { eventId: events[0].eventId, organizerId });
  await teams(walk, admin);
  await lives(walk, admin);
  say("counting what is given back");
  if (events[0] && last) await givenBack(walk, people, { orderId: one, ...events[0] }, last.eventId);
  say("counting the textbook's");
  return {
    ...walk,
    textbook: await textbook(readableSold(soldOne), readableSold(soldFour), readableSold(soldFree)),
    sold: soldOne,
  };
}

async function textbook(one: Sold, four: Sold, free: Sold): Promise<Costs["textbook"]> {
  const { client, counted, stop } = await openTextbook();
  const readings = new Map<ByTextbook, Reading>();
  try {
    await offer(client, one);
    readings.set("order of 1 ticket, paid", await counted(() => sellPaid(client, one)));
    readings.set("order of 4 tickets, paid", await counted(() => sellPaid(client, four)));
    readings.set("order of 1 ticket, free", await counted(() => sellFree(client, free)));
    const [ticket] = one.tickets;
    if (ticket) readings.set("check-in", await counted(() => checkIn(client, ticket)));
    readings.set("event page", await counted(() => eventPage(client, one)));
    readings.set("upcoming events", await counted(await pageOf(client, "events", one)));
    readings.set("my orders", await counted(await pageOf(client, "orders", one)));
    readings.set("my tickets", await counted(await pageOf(client, "tickets", one)));
  } finally {
    await stop();
  }
  return readings;
}
