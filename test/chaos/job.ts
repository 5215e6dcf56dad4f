import { GetCommand, type GetCommandInput } from "@aws-sdk/lib-dynamodb";
import Stripe from "stripe";
import { order as orders } from "#data/order.ts";
import { payment as payments } from "#data/payment.ts";
import { ticket as tickets } from "#data/ticket.ts";
import { derivedId } from "#domain/ids.ts";
import { Payment } from "#domain/payment.ts";
import { Ticket } from "#domain/ticket.ts";
import { checkInTicket } from "#functions/check-ins/check-in-ticket.ts";
import { cancelOrder } from "#functions/orders/cancel-order.ts";
import { getOrder } from "#functions/orders/get-order.ts";
import { placeOrder } from "#functions/orders/place-order.ts";
import type { Client, Replay } from "#infra/local/replay/replay.ts";
import type { Clock } from "#infra/local/seams.ts";
import type { StripeDouble } from "#infra/local/stripe/stripe-double.ts";
import { type Answer, type BodyOf, type CallOptions, connect, type InputOf } from "#platform/client.ts";
import type { Definition, Operation } from "#platform/operation.ts";
import { ticketCode } from "#platform/ticket-keys.ts";
import { signAccess } from "#platform/tokens.ts";
import type { Cast } from "#test/chaos/cast.ts";
import type { ChaosScenario, Plan, StripeFault } from "#test/chaos/scenario.ts";

/** What was answered to whom, for the judgment afterwards. */
export type Said =
  | { readonly what: "placed"; readonly buyer: number; readonly orderId: string; readonly status: string }
  | { readonly what: "refused"; readonly buyer: number; readonly status: number; readonly code: string }
  | { readonly what: "confirmed" | "cancelled"; readonly buyer: number; readonly orderId: string }
  | { readonly what: "admitted" | "turned away"; readonly ticketId: string; readonly nonce: string }
  | { readonly what: "paid"; readonly buyer: number; readonly orderId: string }
  | { readonly what: "forgotten" }
  | { readonly what: "forged"; readonly flaw: string; readonly status: number | string };

export type Stage = {
  readonly scenario: ChaosScenario;
  readonly cast: Cast;
  readonly api: string;
  readonly stripe: StripeDouble;
  readonly clock: Clock;
  readonly replay: Replay;
};

type Placed = BodyOf<typeof placeOrder>;

/** How often anybody asks again that got no answer, or one that says: later. */
const patience = 6;
const mayAskAgain = (status: number) => status === 0 || status === 409 || status === 429 || status >= 500;

/** Sends every buyer and scanner off; answers what they were told once all are done. */
export async function mainJob(stage: Stage): Promise<readonly Said[]> {
  const said: Said[] = [];
  const { scenario, replay } = stage;
  const everybody = scenario.buyers.flatMap((plan, buyer) => {
    const copies = plan.twice ? ["", "'s other finger"] : [""];
    return copies.map((copy) => {
      const client = replay.client(`buyer ${buyer}${copy}`);
      return asBuyer({ ...stage, client, said, buyer, plan, leads: copy === "" }).finally(client.ends);
    });
  });
  const forger = isAsked(scenario, "webhooks-forged") ? [asForger(stage, said)] : [];
  await Promise.all([...everybody, ...forger]);
  return said;
}

const isAsked = ({ stripeFaults }: ChaosScenario, kind: StripeFault["kind"]) =>
  stripeFaults.some((fault) => fault.kind === kind);

/** Sends webhooks that are not Stripe's, or not as Stripe sent them. */
async function asForger(stage: Stage, said: Said[]): Promise<void> {
  const { replay, stripe } = stage;
  const client = replay.client("a forger");
  await passes({ ...stage, client }, 4_000);
  const event = stripe.ledger().events.at(-1);
  for (const flaw of event ? (["forged", "unsigned", "stale", "future", "altered"] as const) : []) {
    const send = () => stripe.sendBad({ event: event?.id ?? "", flaw });
    said.push({ what: "forged", flaw, status: await client.request(`a webhook that is ${flaw}`, send, String) });
  }
  client.ends();
}

type Buyer = Stage & {
  readonly client: Client;
  readonly said: Said[];
  readonly buyer: number;
  readonly plan: Plan;
  /** Of two that send the same order, the one that goes on with it. */
  readonly leads: boolean;
};

async function asBuyer(me: Buyer): Promise<void> {
  const { buyer, plan, cast, scenario, said, leads } = me;
  const userId = cast.buyers[buyer] ?? "";
  const lines = [{ ticketTypeId: cast.ticketTypeId, quantity: plan.quantity }];
  const idempotencyKey = `chaos-${scenario.seed}-${buyer}`;
  const placed = await ask(me, userId, placeOrder, { eventId: cast.eventId, lines }, { idempotencyKey });
  if (placed?.status !== 201) {
    said.push({ what: "refused", buyer, status: placed?.status ?? 0, code: placed?.problem?.code ?? "no answer" });
    return;
  }
  const order = placed.body;
  said.push({ what: "placed", buyer, orderId: order.orderId, status: order.status });
  if (!leads) return;
  if (order.payment) await pay(me, order);
  if (plan.cancels) await cancel(me, userId, order.orderId);
  if (await isConfirmed(me, userId, order.orderId)) await goIn(me, order.orderId);
}

/** Asks until there is an answer that counts. */
async function ask<D extends Definition>(
  me: Buyer,
  userId: string,
  op: Operation<D>,
  input: InputOf<D>,
  options: CallOptions = {},
): Promise<Answer<BodyOf<D>> | undefined> {
  for (let tries = 0; tries < patience; tries++) {
    const token = await tokenOf(userId, me.clock);
    const send = () =>
      connect(me.api)
        .call(op, input, { ...options, token })
        .catch(() => undefined);
    const answer = await me.client.request(
      op.id,
      send,
      (got) => `${got?.status ?? "cut off"} ${got?.problem?.code ?? ""}`,
    );
    const again = mayAskAgain(answer?.status ?? 0) && answer?.problem?.code !== "sold_out";
    if (!again || tries === patience - 1) return answer;
    await passes(me, 2_000 * (tries + 1));
  }
  return undefined;
}

const tokenOf = (userId: string, clock: Clock) => {
  const caller = { userId, role: "attendee" as const, emailVerified: true, familyId: derivedId("demo", userId) };
  return signAccess(caller, new Date(clock.now()));
};

/** Waits on the clock, which moves when nothing else can happen. */
function passes({ client, clock }: Pick<Buyer, "client" | "clock">, milliseconds: number): Promise<void> {
  return client.waits(new Promise((resolve) => clock.at(clock.now() + milliseconds, () => resolve(undefined))));
}

async function pay(me: Buyer, order: Placed): Promise<void> {
  const { pays } = me.plan;
  if (me.buyer === 0 && isAsked(me.scenario, "keys-forgotten")) {
    me.stripe.forgetKeys();
    me.said.push({ what: "forgotten" });
  }
  if (pays === "never") return;
  if (pays === "when the hold ends" && order.holdUntil) {
    const untilThen = Date.parse(order.holdUntil) - me.clock.now();
    await passes(me, Math.max(1_000, untilThen + (me.buyer % 3) * 1_000 - 1_000));
  }
  if (pays === "after a decline") await confirmCard(me, order, "pm_card_chargeDeclined");
  const method =
    pays === "slowly"
      ? "pm_usBankAccount"
      : pays === "by 3-D Secure"
        ? "pm_card_threeDSecure2Required"
        : "pm_card_visa";
  const status = await confirmCard(me, order, method);
  const intent = intentOf(order);
  if (status === "processing" || status === "requires_action") {
    await passes(me, 3_000);
    await me.client.request("the bank settles", () => settled(me, intent), String);
  }
  if (status === "succeeded") me.said.push({ what: "paid", buyer: me.buyer, orderId: order.orderId });
}

/** An intent that was cancelled meanwhile has nothing to settle. */
async function settled({ stripe }: Pick<Buyer, "stripe">, intent: string): Promise<string> {
  try {
    stripe.settleIntent(intent, "succeeded");
    return "settled";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const intentOf = ({ payment }: Placed) => payment?.clientSecret.replace(/_secret_.*/, "") ?? "";

/** As Stripe.js in the buyer's browser does. What Stripe refuses (a decline, an intent that has ended) is no error here. */
async function confirmCard(me: Buyer, order: Placed, payment_method: string): Promise<string> {
  const { hostname, port } = new URL(me.stripe.url);
  const { clientSecret = "", publishableKey = "" } = order.payment ?? {};
  const stripe = new Stripe(publishableKey, {
    host: hostname,
    port,
    protocol: "http",
    telemetry: false,
    maxNetworkRetries: 0,
  });
  const params = { client_secret: clientSecret, payment_method, return_url: "https://bilten.example" };
  const send = () =>
    stripe.paymentIntents.confirm(intentOf(order), params).then(
      ({ status }) => status,
      (error: Error) => (error instanceof Stripe.errors.StripeError ? (error.code ?? error.type) : error.name),
    );
  return me.client.request(`confirms with ${payment_method}`, send, String);
}

async function cancel(me: Buyer, userId: string, orderId: string): Promise<void> {
  const answer = await ask(me, userId, cancelOrder, { orderId });
  if (answer?.status === 200 && answer.body.status === "cancelled")
    me.said.push({ what: "cancelled", buyer: me.buyer, orderId });
}

async function isConfirmed(me: Buyer, userId: string, orderId: string): Promise<boolean> {
  for (let look = 0; look < 5; look++) {
    await passes(me, 5_000);
    const answer = await ask(me, userId, getOrder, { orderId });
    if (answer?.status !== 200) continue;
    const { status } = answer.body;
    if (status === "confirmed") {
      me.said.push({ what: "confirmed", buyer: me.buyer, orderId });
      return true;
    }
    if (status !== "pending") return false;
  }
  return false;
}

/** Each ticket is shown at several doors at once. */
async function goIn(me: Buyer, orderId: string): Promise<void> {
  const held = await ticketsOf(me.cast, orderId);
  const inOrder = held.toSorted((a, b) => (a.ticketNumber < b.ticketNumber ? -1 : 1));
  for (const [number, ticket] of inOrder.entries()) {
    const doors = Array.from({ length: me.scenario.scanners }, (_, door) => scan(me, { ticket, number, door }));
    await me.client.waits(Promise.all(doors));
  }
}

/** The tickets of an order, by key and strongly read: no fault of the product's own reads is spent on them. */
async function ticketsOf({ client, TableName }: Cast, orderId: string) {
  const read = async ({ Key }: GetCommandInput) =>
    (await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }))).Item;
  const order = await read(orders.get({ orderId }).params<GetCommandInput>());
  const payment = await read(payments.get({ paymentId: order?.paymentId }).params<GetCommandInput>());
  const { lines = [] } = Payment.pick({ lines: true }).parse(payment);
  const found = await Promise.all(
    lines.map(({ ticketId }) => read(tickets.get({ ticketId }).params<GetCommandInput>())),
  );
  return found.map((item) => Ticket.parse(item));
}

type Shown = { readonly ticket: Ticket; readonly number: number; readonly door: number };

async function scan(me: Buyer, { ticket, number, door }: Shown): Promise<void> {
  const { cast, scenario, replay, buyer } = me;
  const client = replay.client(`door ${door} for ticket ${number} of buyer ${buyer}`);
  const nonce = derivedId("demo", "nonce", ...[scenario.seed, buyer, number, door].map(String));
  const code = await ticketCode(ticket);
  const input = { eventId: cast.eventId, code, nonce };
  const answer = await ask({ ...me, client }, cast.scanner, checkInTicket, input);
  if (answer?.status === 200) {
    const what = answer.body.admitted ? "admitted" : "turned away";
    me.said.push({ what, ticketId: ticket.ticketId, nonce });
  }
  client.ends();
}
