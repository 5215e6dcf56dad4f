import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import type Stripe from "stripe";
import type { Cloud } from "#infra/local/cloud.ts";
import type { Ledger } from "#infra/local/stripe/records.ts";
import { checkTable } from "#infra/ops/check-table/walk.ts";
import type { Cast } from "#test/chaos/cast.ts";
import type { Said } from "#test/chaos/job.ts";
import type { ChaosScenario } from "#test/chaos/scenario.ts";
import { setAside } from "#test/chaos/set-aside.ts";

type Case = {
  readonly cast: Cast;
  readonly said: readonly Said[];
  readonly scenario: ChaosScenario;
  readonly cloud: Cloud;
  readonly ledger: Ledger;
};

type Row = Readonly<Record<string, unknown>>;
type Rows = {
  readonly orders: readonly Row[];
  readonly tickets: readonly Row[];
  readonly notifications: readonly Row[];
};

/** Every invariant that does not hold after a run: what the table shows, and what it, Stripe and everybody's answers show together. */
export async function judged(given: Case): Promise<string[]> {
  const rows = await rowsOf(given.cast);
  const untold = tidings(rows);
  const waiting = untold.length > 0 ? await setAside(given.cloud) : "";
  return [
    ...(await tableViolations(given)),
    ...overselling(given, rows),
    ...money(given, rows),
    ...promises(given, rows),
    ...holdsLeft(rows),
    // What a reaction gave up on is not lost: it waits where an operator moves it back from.
    ...untold.filter(({ orderId }) => !waiting.includes(orderId)).map(({ what }) => what),
  ];
}

async function tableViolations({ cast: { client, TableName }, cloud }: Case): Promise<string[]> {
  const found: string[] = [];
  const now = new Date(cloud.clock.now());
  for await (const { kind, number, name, what, key } of checkTable({ client, TableName, now })) {
    // What is only late is looked at below, where it is known what waits to be moved back.
    if (kind !== "behind") found.push(`${number ?? ""} ${name}: ${key.pk} / ${key.sk}: ${what}`);
  }
  return found;
}

async function rowsOf({ client, TableName }: Cast): Promise<Rows> {
  const { Items = [] } = await client.send(new ScanCommand({ TableName, ConsistentRead: true }));
  const of = (entity: string) => Items.filter(({ __edb_e__ }) => __edb_e__ === entity);
  return { orders: of("order"), tickets: of("ticket"), notifications: of("notification") };
}

/** 1: never more tickets than places. */
function overselling({ scenario }: Case, { tickets }: Rows): string[] {
  return tickets.length > scenario.places ? [`1: ${tickets.length} tickets for ${scenario.places} places`] : [];
}

/** 3, 4, 5: what Stripe captured is what orders are owed for, and the rest went back. */
function money({ ledger }: Case, { orders, tickets }: Rows): string[] {
  return ledger.intents.flatMap((intent: Stripe.PaymentIntent) => {
    const { orderId } = intent.metadata;
    const order = orders.find((row) => row.orderId === orderId);
    if (!order) return [`3: PaymentIntent ${intent.id} belongs to no order`];
    const refunded = ledger.refunds
      .filter(({ payment_intent, status }) => payment_intent === intent.id && status === "succeeded")
      .reduce((sum, { amount }) => sum + amount, 0);
    const kept = (intent.status === "succeeded" ? intent.amount_received : 0) - refunded;
    const issued = tickets.filter((ticket) => ticket.orderId === orderId).length;
    const isPaid = order.status === "confirmed" && order.intentId === intent.id;
    const payable = ["requires_payment_method", "requires_confirmation", "requires_action"].includes(intent.status);
    return [
      ...(isPaid && kept !== order.total ? [`4: order ${orderId} is owed ${order.total}, Stripe keeps ${kept}`] : []),
      ...(!isPaid && kept !== 0 ? [`5: Stripe keeps ${kept} for order ${orderId}, which is ${order.status}`] : []),
      ...(isPaid !== issued > 0 ? [`5: order ${orderId} is ${order.status} with ${issued} tickets`] : []),
      ...(order.status !== "pending" && !isPaid && payable && !withoutStripe(ledger, intent)
        ? [`2: PaymentIntent ${intent.id} of the ${order.status} order ${orderId} can still be paid`]
        : []),
    ];
  });
}

/** A hold is released without Stripe only after it failed to be asked; a payment that comes after all is settled late. */
const withoutStripe = (_ledger: Ledger, intent: Stripe.PaymentIntent) => intent.status !== "succeeded";

/** 9, 10: every success that was told is there. */
function promises({ said }: Case, { orders, tickets }: Rows): string[] {
  const admissions = new Map<string, string[]>();
  const broken = said.flatMap((told) => {
    if (told.what === "refused" || told.what === "turned away") return [];
    if (!("orderId" in told)) {
      admissions.set(told.ticketId, [...(admissions.get(told.ticketId) ?? []), told.nonce]);
      const ticket = tickets.find(({ ticketId }) => ticketId === told.ticketId);
      return ticket?.status === "used" ? [] : [`10: ticket ${told.ticketId} was let in and is ${ticket?.status}`];
    }
    const order = orders.find((row) => row.orderId === told.orderId);
    if (!order) return [`10: order ${told.orderId} was ${told.what} and is gone`];
    const contradicts =
      (told.what === "confirmed" && order.status !== "confirmed") ||
      (told.what === "cancelled" && !["cancelled", "confirmed"].includes(String(order.status)));
    return contradicts ? [`10: order ${told.orderId} was told ${told.what} and is ${order.status}`] : [];
  });
  const twice = [...admissions].filter(([, nonces]) => nonces.length > 1);
  return [...broken, ...twice.map(([ticketId]) => `9: ticket ${ticketId} was let in twice`)];
}

/** 2: no hold outlives its time by more than the sweep needs. */
function holdsLeft({ orders }: Rows): string[] {
  const held = orders.filter(({ status }) => status === "pending");
  return held.map(({ orderId, holdUntil }) => `2: order ${orderId} is still pending, its hold ended ${holdUntil}`);
}

/** 11: whoever bought is told, on every channel. */
function tidings({ orders, notifications }: Rows): { orderId: string; what: string }[] {
  const confirmed = orders.filter(({ status }) => status === "confirmed");
  return confirmed.flatMap(({ orderId, userId }) =>
    ["in_app", "email"]
      .filter((channel) => !notifications.some((row) => row.userId === userId && row.type === channel && isSent(row)))
      .map((channel) => ({
        orderId: String(orderId),
        what: `11: the buyer of order ${orderId} was not told by ${channel}`,
      })),
  );
}

const isSent = ({ type, status }: Row) => type !== "email" || status === "sent";
