import { randomUUID } from "node:crypto";
import { formatMoney } from "#domain/money.ts";
import { checkInTicket } from "#functions/check-ins/check-in-ticket.ts";
import { getOrder } from "#functions/orders/get-order.ts";
import { placeOrder } from "#functions/orders/place-order.ts";
import { getPayment } from "#functions/payments/get-payment.ts";
import { refundPayment } from "#functions/payments/refund-payment.ts";
import { getTicket } from "#functions/tickets/get-ticket.ts";
import { getTicketQr } from "#functions/tickets/get-ticket-qr.ts";
import type { Person, Stage } from "#test/demo/stage.ts";
import { must, type Steps, until } from "#test/demo/steps.ts";
import { publishedEvent, type story } from "#test/demo/story.ts";

type Runs = Awaited<ReturnType<typeof story>>;
type Say = Pick<Steps, "step">;

/** What happens to money after a sale: paid back, disputed, late. */
export async function money(stage: Stage, say: Say, runs: Runs): Promise<void> {
  await refund(stage, say, runs);
  await dispute(stage, say, runs);
  await latePayment(stage, say, runs);
}

async function refund(stage: Stage, { step }: Say, { organizer, buyer, order }: Runs): Promise<void> {
  const { body: bought } = await stage.call(getOrder, { orderId: order.orderId }, { token: buyer.token });
  const { paymentId = "" } = bought;
  const { body: payment } = await stage.call(getPayment, { paymentId }, { token: buyer.token });
  const tickets = await Promise.all(
    payment.lines.map(async ({ ticketId }) => (await stage.call(getTicket, { ticketId }, { token: buyer.token })).body),
  );
  const unused = tickets.find(({ status }) => status === "active")?.ticketId ?? "";
  const paysBack = async (what: object) => {
    const as = { token: organizer.token, idempotencyKey: randomUUID() };
    return (await stage.call(refundPayment, { paymentId, ...what }, as)).body;
  };
  const shown = ({ refundedAmount, amount, currency }: Awaited<ReturnType<typeof paysBack>>) =>
    `${formatMoney(refundedAmount, currency)} of ${formatMoney(amount, currency)}`;
  await step("The organizer pays the unused ticket back", () => paysBack({ ticketIds: [unused] }), shown);
  await step("which lets nobody in any more", async () => {
    const { body } = await stage.call(getTicket, { ticketId: unused }, { token: buyer.token });
    must(body.status === "refunded", `The ticket is ${body.status}`);
  });
  await step("and then the rest", () => paysBack({}), shown);
  await step("The buyer is told by mail", () => stage.mailTo(buyer.email, /refund|paid back|money/i));
}

/** An order of one ticket, paid and confirmed. */
async function buys(stage: Stage, event: Runs["event"], { token }: Person) {
  const { orderId, payment } = await holds(stage, event, token);
  if (!payment) throw new Error("The order came without a payment");
  await stage.pay(payment);
  return stage.confirmed(orderId, token);
}

async function holds(stage: Stage, { eventId, ticketTypeId }: Runs["event"], token: string) {
  const checkout = { eventId, lines: [{ ticketTypeId, quantity: 1 }] };
  return (await stage.call(placeOrder, checkout, { token, idempotencyKey: randomUUID() })).body;
}

async function dispute(stage: Stage, { step }: Say, { organizer, buyer, event }: Runs): Promise<void> {
  const { token } = buyer;
  const { code, payment } = await step("The buyer buys one more ticket", async () => {
    const { paymentId = "" } = await buys(stage, event, buyer);
    const { body: payment } = await stage.call(getPayment, { paymentId }, { token });
    const ticketId = payment.lines[0]?.ticketId ?? "";
    const { text } = await stage.call(getTicketQr, { ticketId, format: "text" }, { token });
    return { code: text.trim(), payment };
  });
  const { paymentId, paymentIntentId } = payment;
  const becomes = (status: string) =>
    until(`The payment that is ${status}`, async () => {
      const { body } = await stage.call(getPayment, { paymentId }, { token });
      return body.status === status ? body : undefined;
    });
  const { disputes } = await step("Their bank disputes the payment", async () => {
    await stage.stripeDoes(`/_double/charges/${paymentIntentId}/dispute`);
    return becomes("disputed");
  });
  const scan = async () => {
    const asked = { eventId: event.eventId, code, nonce: randomUUID() };
    return (await stage.call(checkInTicket, asked, { token: organizer.token })).body;
  };
  await step(
    "and the door refuses the ticket",
    async () => {
      const refused = await scan();
      must(!refused.admitted && refused.reason === "suspended", `The door said ${refused.reason}`);
      return refused;
    },
    ({ reason }) => `${reason}`,
  );
  await step("The organizer wins", async () => {
    await stage.stripeDoes(`/_double/disputes/${disputes?.[0]?.disputeId}/settle`, { outcome: "won" });
    await becomes("completed");
  });
  await step("and the door lets the ticket in", async () => {
    const { admitted, reason } = await scan();
    must(admitted, `The door said ${reason}`);
  });
}

/** Two let their holds run out while Stripe cannot be reached, and pay after that: for one a ticket is left. */
async function latePayment(stage: Stage, { step }: Say, { organizer, organizerId }: Runs): Promise<void> {
  const people = await stage.signUp(["late", "later", "quick"]);
  const event = await publishedEvent(stage, await stage.logIn(organizer), organizerId, "Demo: too late", 2);
  const held = await step("Two hold the two tickets of another event", () =>
    Promise.all(people.slice(0, 2).map(({ token }) => holds(stage, event, token))),
  );
  await step("and neither pays in time, while Stripe cannot be asked to cancel", async () => {
    await stage.stripeDoes("/_double/fail", { next: 1_000, status: 503, match: "POST /v1/payment_intents/:id/cancel" });
    for (const minutes of [16, 4, 4, 4]) await stage.minutesPass(minutes);
    await stage.stripeDoes("/_double/fail", { next: 0 });
  });
  const [late, later, quick] = (await Promise.all(people.map(stage.logIn))) as [Person, Person, Person];
  const [first, second] = held;
  if (!first?.payment || !second?.payment) throw new Error("The orders came without payments");
  await step("Both tickets are on sale again", async () => {
    for (const [order, { token }] of [
      [first, late],
      [second, later],
    ] as const) {
      const { body } = await stage.call(getOrder, { orderId: order.orderId }, { token });
      must(body.status === "expired", `The order is ${body.status}`);
    }
  });
  await stage.pay(first.payment);
  await step("One pays after all, and gets a ticket", () => stage.confirmed(first.orderId, late.token));
  await step("Somebody quicker buys the other", () => buys(stage, event, quick));
  await stage.pay(second.payment);
  await step(
    "Who pays for it now gets all of it back",
    () =>
      until("The money", async () => {
        const { paymentId = "" } = (await stage.call(getOrder, { orderId: second.orderId }, { token: later.token }))
          .body;
        const { body } = await stage.call(getPayment, { paymentId }, { token: later.token });
        return body.status === "refunded" ? body : undefined;
      }),
    ({ refundedAmount, currency }) => formatMoney(refundedAmount, currency),
  );
}
