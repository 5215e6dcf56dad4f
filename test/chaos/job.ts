import { GetCommand, type GetCommandInput } from "@aws-sdk/lib-dynamodb";
import { order as orders } from "#data/order.ts";
import { payment as payments } from "#data/payment.ts";
import { readable } from "#data/stored-form.ts";
import { ticket as tickets } from "#data/ticket.ts";
import { derivedId } from "#domain/ids.ts";
import { Payment } from "#domain/payment.ts";
import { Ticket } from "#domain/ticket.ts";
import { minutes } from "#domain/time.ts";
import { checkInTicket } from "#functions/check-ins/check-in-ticket.ts";
import { cancelOrder } from "#functions/orders/cancel-order.ts";
import { getOrder } from "#functions/orders/get-order.ts";
import { placeOrder } from "#functions/orders/place-order.ts";
import { type Answer, type BodyOf, type CallOptions, connect, type InputOf } from "#platform/client.ts";
import type { Definition, Operation } from "#platform/operation.ts";
import { ticketCode } from "#platform/ticket-keys.ts";
import { signAccess } from "#platform/tokens.ts";
import { type Buyer, isAsked, passes, type Said, type Stage } from "#test/chaos/buyer.ts";
import type { Cast } from "#test/chaos/cast.ts";
import { pay } from "#test/chaos/paying.ts";

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

async function asBuyer(me: Buyer): Promise<void> {
  const { buyer, plan, cast, scenario, said, leads } = me;
  const userId = cast.buyers[buyer] ?? "";
  const lines = [{ ticketTypeId: cast.ticketTypeId, quantity: plan.quantity }];
  if (plan.comes > 0) await passes(me, minutes(plan.comes));
  const idempotencyKey = `chaos-${scenario.seed}-${buyer}`;
  const placed = await ask(me, userId, placeOrder, { eventId: cast.eventId, lines }, { idempotencyKey });
  if (placed?.status !== 201) {
    said.push({ what: "refused", buyer, status: placed?.status ?? 0, code: placed?.problem?.code ?? "no answer" });
    return;
  }
  const order = placed.body;
  said.push({ what: "placed", buyer, orderId: order.orderId, status: order.status });
  if (!leads) {
    if (plan.cancels) await cancel(me, userId, order.orderId);
    return;
  }
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
    const token = await tokenOf(userId, me);
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

const tokenOf = (userId: string, { clock }: Pick<Buyer, "clock">) => {
  const caller = { userId, role: "attendee" as const, emailVerified: true, familyId: derivedId("demo", userId) };
  return signAccess(caller, new Date(clock.now()));
};

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
  return found.map((item = {}) => Ticket.parse(readable(item)));
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
