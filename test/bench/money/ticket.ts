import { orderConfirmed } from "#events/facts/order-confirmed.ts";
import { orderPlaced } from "#events/facts/order-placed.ts";
import { ticketCheckedIn } from "#events/facts/ticket-checked-in.ts";
import { subscribers } from "#events/subscribers.ts";
import type { Reading } from "#infra/local/dynamodb/meter/ledger.ts";
import { sumOf, usedBy } from "#test/bench/cost/lines.ts";
import type { Costs } from "#test/bench/cost/measured.ts";
import { lambdaCounts, type Runs } from "#test/bench/money/invocations.ts";
import type { Counts } from "#test/bench/money/prices.ts";

/** A ticket's life: its event looked at, ordered alone and paid, the order read, the QR code opened, let in at the door. */
export const journey = "event page, order of 1 ticket paid, order read, QR code, check-in";
const facts = [orderPlaced, orderConfirmed, ticketCheckedIn];
const read = ["events/get-event", "orders/get-order", "tickets/get-ticket-qr"];

/** What one such life uses of everything that is billed, by the product and with the textbook's table. */
export function ticketCounts({ operations, scenarios, textbook }: Costs) {
  const readings = {
    read: read.map((id) => of(operations, id)),
    order: of(scenarios, "order of 1 ticket, paid"),
    message: of(scenarios, "message of a hold that was paid"),
    door: of(operations, "check-ins/check-in-ticket"),
  };
  const all = [...readings.read, readings.order, readings.message, readings.door];
  const runs = runsOf(all);
  const around = {
    "HTTP API requests": read.length + 3,
    "bus events": facts.length,
    // The bus puts the message, Lambda receives and deletes it; in a rush up to ten go in one request.
    "SQS requests": 3,
    ...lambdaCounts(runs),
  };
  const units = (sums: readonly { read: number; write: number }[]) => ({
    "write units": sums.reduce((sum, { write }) => sum + write, 0),
    "read units": sums.reduce((sum, { read }) => sum + read, 0),
  });
  const own: Counts = { ...around, ...units(all.map((reading) => sumOf(reading))) };

  // The same functions around another table: what they read beside the sale itself stays as it is.
  const sale = ["order of 1 ticket, paid", "check-in", "event page"] as const;
  const beside = [...readings.read.slice(1), readings.message].map((reading) => sumOf(reading));
  const reactions = usedBy(readings.order)
    .filter(({ id }) => id.startsWith("notifications/"))
    .map(({ usage }) => ({ read: usage.read, write: 0 }));
  const tables = [...sale.map((name) => sumOf(of(textbook, name), [])), ...beside, ...reactions];
  return { own, textbook: { ...around, ...units(tables) } satisfies Counts, runs, auditObjects: relayRuns(runs) };
}

/** Every function's runs: those the meter saw, by the requests each made, and those it does not see. */
function runsOf(readings: readonly Reading[]): Runs[] {
  const seen = readings.flatMap((reading) =>
    usedBy(reading).map(({ id, usage }) => ({ id, times: 1, calls: usage.requests + (mails.has(id) ? 1 : 0) })),
  );
  const runs = seen.map((run) => (run.id === "orders/place-order" ? { ...run, stripeCalls: 1 } : run));
  // At the worst each write is alone in its batch; in a rush up to a hundred records share one. Log and bus: two calls.
  return [...runs, { id: "relay/relay", times: writes(readings), calls: 2 }];
}

const mails = new Set(subscribers.filter(({ uses }) => uses.includes("mail:send")).map(({ id }) => id));
const relayRuns = (runs: readonly Runs[]) => runs.find(({ id }) => id === "relay/relay")?.times ?? 0;

const writes = (readings: readonly Reading[]) =>
  readings
    .flatMap((reading) => usedBy(reading))
    .flatMap(({ usage }) => Object.values(usage.actions))
    .reduce((sum, { requests, write }) => sum + (write > 0 ? requests : 0), 0);

function of<K>(readings: ReadonlyMap<K, Reading>, key: K): Reading {
  const reading = readings.get(key);
  if (!reading) throw new Error(`${key} was not counted`);
  return reading;
}
