import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import type Stripe from "stripe";
import type { Cloud } from "#infra/local/cloud.ts";
import type { Ledger } from "#infra/local/stripe/records.ts";
import { checkTable } from "#infra/ops/check-table/walk.ts";
import type { Said } from "#test/chaos/buyer.ts";
import type { Cast } from "#test/chaos/cast.ts";
import { refunds } from "#test/chaos/chances.ts";
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

/**
 * Every invariant that does not hold after a run, as far as the table, Stripe's ledger and everybody's answers together
 * can show it.
 */
export async function judged(given: Case): Promise<string[]> {
  const rows = await rowsOf(given.cast);
  const { broken, behind } = await tableViolations(given);
  const late = [...behind, ...unsent(rows)];
  const waiting = late.length > 0 ? await setAside(given.cloud) : "";
  return [
    ...broken,
    ...overselling(given, rows),
    ...money(given, rows),
    ...promises(given, rows),
    ...once(given, rows),
    ...forgeries(given),
    ...holdsLeft(rows),
    // What a reaction gave up on is not lost: it waits where an operator moves it back from.
    ...late.filter(({ id }) => !waiting.includes(id)).map(({ what }) => what),
  ];
}

/** Something that has not happened yet, and the id of what it is about. */
type Late = { readonly id: string; readonly what: string };

async function tableViolations({ cast: { client, TableName }, cloud }: Case) {
  const broken: string[] = [];
  const behind: Late[] = [];
  const now = new Date(cloud.clock.now());
  for await (const { kind, number, name, what, key } of checkTable({ client, TableName, now })) {
    const told = `${number ?? ""} ${name}: ${key.pk} / ${key.sk}: ${what}`;
    if (kind === "broken") broken.push(told);
    else behind.push({ id: key.pk.split("#")[1] ?? key.pk, what: told });
  }
  return { broken, behind };
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
function money({ ledger, scenario }: Case, { orders, tickets }: Rows): string[] {
  // A hold is released without Stripe only when Stripe cannot be asked; what is paid after all is settled late.
  const mayBePayable = scenario.stripeFaults.some(
    (fault) => fault.kind === "keys-forgotten" || (fault.kind === "stripe-error" && fault.match !== refunds),
  );
  const intents = ledger.intents.flatMap((intent: Stripe.PaymentIntent) => {
    const order = orders.find(({ orderId }) => orderId === intent.metadata.orderId);
    if (!order) return [`3: PaymentIntent ${intent.id} belongs to no order`];
    const { orderId, status, total } = order;
    const refunded = ledger.refunds
      .filter((refund) => refund.payment_intent === intent.id && refund.status === "succeeded")
      .reduce((sum, { amount }) => sum + amount, 0);
    const kept = (intent.status === "succeeded" ? intent.amount_received : 0) - refunded;
    const isPaid = status === "confirmed" && order.intentId === intent.id;
    const payable = ["requires_payment_method", "requires_confirmation", "requires_action"].includes(intent.status);
    return [
      ...(isPaid && kept !== total ? [`4: order ${orderId} is owed ${total}, Stripe keeps ${kept}`] : []),
      ...(!isPaid && kept !== 0 ? [`5: Stripe keeps ${kept} for order ${orderId}, which is ${status}`] : []),
      ...(status !== "pending" && payable && !mayBePayable
        ? [`2: PaymentIntent ${intent.id} of the ${status} order ${orderId} can still be paid`]
        : []),
    ];
  });
  const issued = orders.flatMap(({ orderId, status }) => {
    const count = tickets.filter((ticket) => ticket.orderId === orderId).length;
    return (status === "confirmed") === count > 0 ? [] : [`5: order ${orderId} is ${status} with ${count} tickets`];
  });
  return [...intents, ...issued];
}

/** 9, 10: every success that was told is there. */
function promises({ said }: Case, { orders, tickets }: Rows): string[] {
  const admissions = new Map<string, string[]>();
  const broken = said.flatMap((told) => {
    if (told.what === "admitted") {
      admissions.set(told.ticketId, [...(admissions.get(told.ticketId) ?? []), told.nonce]);
      const ticket = tickets.find(({ ticketId }) => ticketId === told.ticketId);
      return ticket?.status === "used" ? [] : [`10: ticket ${told.ticketId} was let in and is ${ticket?.status}`];
    }
    if (!("orderId" in told)) return [];
    const order = orders.find((row) => row.orderId === told.orderId);
    if (!order) return [`10: order ${told.orderId} was ${told.what} and is gone`];
    const isFinal = told.what === "confirmed" || told.what === "cancelled";
    return isFinal && order.status !== told.what
      ? [`10: order ${told.orderId} was told ${told.what} and is ${order.status}`]
      : [];
  });
  const twice = [...admissions].filter(([, nonces]) => nonces.length > 1);
  return [...broken, ...twice.map(([ticketId]) => `9: ticket ${ticketId} was let in twice`)];
}

/** Refusals that say: not now, ask again. Only of others is it known that nothing came of the request. */
const undecided = new Set(["busy", "payment_unavailable", "internal_error", "no_problem_details", "no answer"]);

/** 6, 10: one key buys once, whoever sends it how often; a request that was refused has changed nothing. */
function once({ said, cast, scenario }: Case, { orders }: Rows): string[] {
  return cast.buyers.flatMap((userId, buyer) => {
    const senders = scenario.buyers[buyer]?.twice ? 2 : 1;
    const mine = orders.filter((order) => order.userId === userId);
    const placed = new Set(
      said.flatMap((told) => (told.what === "placed" && told.buyer === buyer ? told.orderId : [])),
    );
    const codes = said.flatMap((told) => (told.what === "refused" && told.buyer === buyer ? [told.code] : []));
    const refused = codes.filter((code) => !undecided.has(code));
    const soldOut = refused.filter((code) => code === "sold_out").length;
    // Of two that send the same request, one may come too late for places, and the other when some are given back.
    const excused = soldOut < senders ? soldOut : 0;
    return [
      ...(mine.length > 1 || placed.size > 1 ? [`6: buyer ${buyer} sent one key and has ${mine.length} orders`] : []),
      ...(refused.length > excused && mine.length > 0 ? [`10: buyer ${buyer} was refused and has an order`] : []),
    ];
  });
}

/** 7: a webhook that is not Stripe's own and fresh is refused, or not answered if what should refuse it is broken. */
function forgeries({ said, scenario }: Case): string[] {
  const highest = scenario.faults.length > 0 ? 599 : 499;
  return said.flatMap((told) =>
    told.what === "forged" && !(typeof told.status === "number" && told.status >= 400 && told.status <= highest)
      ? [`7: a webhook that is ${told.flaw} was answered ${told.status}`]
      : [],
  );
}

/** 2: no hold outlives its time by more than the sweep needs. */
function holdsLeft({ orders }: Rows): string[] {
  const held = orders.filter(({ status }) => status === "pending");
  return held.map(({ orderId, holdUntil }) => `2: order ${orderId} is still pending, its hold ended ${holdUntil}`);
}

/** 11: a mail that was begun was sent. */
function unsent({ notifications }: Rows): Late[] {
  return notifications
    .filter(({ type, status }) => type === "email" && status !== "sent")
    .map(({ userId, notificationId, status }) => ({
      id: String(userId),
      what: `11: mail ${notificationId} is ${status}`,
    }));
}
