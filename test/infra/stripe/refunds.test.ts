import { expect, test } from "vitest";
import type { Opened } from "./opened-stripe.ts";
import { openStripe, refusal, ticket } from "./opened-stripe.ts";

const paid = ({ stripe }: Opened, more: object = {}) =>
  stripe.paymentIntents.create({ ...ticket, confirm: true, payment_method: "pm_card_visa", ...more });

test("a payment is refunded as a whole", async () => {
  const opened = await openStripe();
  const intent = await paid(opened);
  const refund = await opened.stripe.refunds.create({
    payment_intent: intent.id,
    metadata: { ticketId: "t-1" },
    reason: "requested_by_customer",
  });
  expect(refund).toMatchObject({
    amount: 2500,
    status: "succeeded",
    charge: intent.latest_charge,
    payment_intent: intent.id,
  });
  const charge = await opened.stripe.charges.retrieve(String(intent.latest_charge), { expand: ["refunds"] });
  expect(charge).toMatchObject({ amount_refunded: 2500, refunded: true, refunds: { data: [{ id: refund.id }] } });
  expect((await opened.stripe.paymentIntents.retrieve(intent.id)).status).toBe("succeeded");

  const again = await refusal(opened.stripe.refunds.create({ payment_intent: intent.id }));
  expect(again).toMatchObject({ statusCode: 400, code: "charge_already_refunded" });
});

test("parts are refunded, never more than was captured", async () => {
  const opened = await openStripe();
  const { stripe } = opened;
  const intent = await paid(opened);
  const charge = String(intent.latest_charge);
  await stripe.refunds.create({ charge, amount: 1000 });
  expect(await stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 1000, refunded: false });
  const tooMuch = await refusal(stripe.refunds.create({ charge, amount: 1501 }));
  expect(tooMuch).toMatchObject({ statusCode: 400, param: "amount" });
  expect(tooMuch.message).toBe("Refund amount ($15.01) is greater than unrefunded amount on charge ($15.00)");
  await stripe.refunds.create({ payment_intent: intent.id });
  const all = await stripe.refunds.list({ payment_intent: intent.id });
  expect(all.data.map((refund) => refund.amount)).toEqual([1500, 1000]);
  expect((await stripe.refunds.list({ charge: "ch_other" })).data).toEqual([]);
});

test("only what was paid can be refunded", async () => {
  const opened = await openStripe();
  const { stripe } = opened;
  const unpaid = await stripe.paymentIntents.create(ticket);
  const early = await refusal(stripe.refunds.create({ payment_intent: unpaid.id }));
  expect(early.message).toBe(`This PaymentIntent (${unpaid.id}) does not have a successful charge to refund.`);
  expect((await refusal(stripe.refunds.create({ charge: "ch_none" }))).code).toBe("resource_missing");
  expect((await refusal(stripe.refunds.create({}))).code).toBe("parameter_missing");
  const intent = await paid(opened);
  const declined = await refusal(paid(opened, { payment_method: "pm_card_chargeDeclined" }));
  const failed = await refusal(stripe.refunds.create({ charge: declined.charge ?? "" }));
  expect(failed).toMatchObject({ statusCode: 400, code: "charge_not_refundable" });
  const other = await refusal(stripe.refunds.create({ payment_intent: intent.id, charge: declined.charge ?? "" }));
  expect(other.param).toBe("charge");
});

/** What was told after the payment itself, with the fields each says have changed. */
const toldSince = ({ double }: Opened, payment = 3) =>
  double
    .ledger()
    .events.slice(payment)
    .map(({ type, data }) => [type, Object.keys(data.previous_attributes ?? {}).join()]);

test("a refund is told of, each step with what it changed", async () => {
  const opened = await openStripe();
  const intent = await paid(opened);
  await opened.stripe.refunds.create({ payment_intent: intent.id, amount: 1000 });
  await opened.stripe.refunds.create({ payment_intent: intent.id });
  const each = [
    ["refund.created", ""],
    ["refund.updated", "destination_details"],
    ["charge.refund.updated", "destination_details"],
  ];
  expect(toldSince(opened)).toEqual([
    ["charge.refunded", "amount_refunded"],
    ...each,
    ["charge.refunded", "amount_refunded,refunded"],
    ...each,
  ]);
});

test("a refund to pm_card_pendingRefund is pending, and succeeds some time later", async () => {
  const opened = await openStripe();
  const { stripe, clock } = opened;
  const intent = await paid(opened, { payment_method: "pm_card_pendingRefund" });
  const refund = await stripe.refunds.create({ payment_intent: intent.id });
  expect(refund).toMatchObject({ status: "pending", pending_reason: "processing" });
  expect((await refusal(stripe.refunds.create({ payment_intent: intent.id }))).code).toBe("charge_already_refunded");
  clock.advance(60_000);
  const settled = await stripe.refunds.retrieve(refund.id);
  expect(settled.status).toBe("succeeded");
  expect(settled).not.toHaveProperty("pending_reason");
  expect(toldSince(opened).slice(-2)).toEqual([
    ["refund.updated", "status"],
    ["charge.refund.updated", "status"],
  ]);
});

test("a refund to pm_card_refundFail succeeds, fails some time later, and can be tried again", async () => {
  const opened = await openStripe();
  const { stripe, clock, double } = opened;
  const intent = await paid(opened, { payment_method: "pm_card_refundFail" });
  const refund = await stripe.refunds.create({ payment_intent: intent.id, amount: 2000 });
  expect(refund.status).toBe("succeeded");
  clock.advance(60_000);
  const failed = await stripe.refunds.retrieve(refund.id);
  expect(failed).toMatchObject({ status: "failed", failure_reason: "expired_or_canceled_card" });
  expect(failed.failure_balance_transaction).toMatch(/^txn_/);
  expect(
    toldSince(opened)
      .slice(-3)
      .map(([type]) => type),
  ).toEqual(["refund.updated", "charge.refund.updated", "refund.failed"]);
  expect(double.ledger().events.at(-1)?.request).toEqual({ id: null, idempotency_key: null });
  const charge = await stripe.charges.retrieve(String(intent.latest_charge));
  expect(charge).toMatchObject({ amount_refunded: 0, refunded: false });
  expect((await stripe.refunds.create({ payment_intent: intent.id })).amount).toBe(2500);
});

test("the bank's answer can be had at once, and once only", async () => {
  const opened = await openStripe();
  const { stripe, double, control, clock } = opened;
  const pending = await paid(opened, { payment_method: "pm_card_pendingRefund" });
  const { id } = await stripe.refunds.create({ payment_intent: pending.id });
  expect(double.settleRefund(id, "failed").status).toBe("failed");
  expect((await control(`/_double/refunds/${id}/settle`, { outcome: "succeeded" })).status).toBe(400);
  clock.advance(120_000);
  expect((await stripe.refunds.retrieve(id)).status).toBe("failed");
  const any = await stripe.refunds.create({ payment_intent: (await paid(opened)).id, amount: 5 });
  expect((await control(`/_double/refunds/${any.id}/settle`, { outcome: "failed" })).status).toBe(200);
  expect((await stripe.refunds.retrieve(any.id)).status).toBe("failed");
  expect((await control("/_double/refunds/re_none/settle")).status).toBe(404);
});
