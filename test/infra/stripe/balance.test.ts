import { expect, test } from "vitest";
import type { Opened } from "./opened-stripe.ts";
import { openStripe, refusal, ticket } from "./opened-stripe.ts";

const paid = ({ stripe }: Opened, more: object = {}) =>
  stripe.paymentIntents.create({ ...ticket, confirm: true, payment_method: "pm_card_visa", ...more });

const days = (count: number) => count * 24 * 60 * 60 * 1000;

const sums = async ({ stripe }: Opened) => {
  const { available, pending } = await stripe.balance.retrieve();
  const byCurrency = (all: typeof available) =>
    Object.fromEntries(all.map(({ currency, amount }) => [currency, amount]));
  return { available: byCurrency(available), pending: byCurrency(pending) };
};

test("every charge, refund, failed refund and dispute is booked, with Stripe's fee, and adds up to the balance", async () => {
  const opened = await openStripe();
  const { stripe, clock, double } = opened;
  expect(await sums(opened)).toEqual({ available: { usd: 0 }, pending: { usd: 0 } });
  const first = await paid(opened);
  await stripe.refunds.create({ payment_intent: first.id, amount: 1000 });
  const failing = await paid(opened, { payment_method: "pm_card_refundFail" });
  const refund = await stripe.refunds.create({ payment_intent: failing.id });
  const dispute = double.openDispute((await paid(opened, { amount: 9999 })).id);
  await paid(opened, { currency: "jpy", amount: 5000 });
  clock.advance(60_000);
  double.settleDispute(dispute.id, "won");

  const { data } = await stripe.balanceTransactions.list({ limit: 100 });
  const booked = data.map(({ reporting_category: what, amount, fee, net, currency }) => [
    ...[what, amount, fee, net, currency],
  ]);
  expect(booked.toReversed()).toEqual([
    ["charge", 2500, 103, 2397, "usd"],
    ["refund", -1000, 0, -1000, "usd"],
    ["charge", 2500, 103, 2397, "usd"],
    ["refund", -2500, 0, -2500, "usd"],
    ["charge", 9999, 320, 9679, "usd"],
    ["dispute", -9999, 1500, -11499, "usd"],
    ["charge", 5000, 175, 4825, "jpy"],
    ["refund_failure", 2500, 0, 2500, "usd"],
    ["dispute_reversal", 9999, 0, 9999, "usd"],
  ]);
  const pending = { usd: 2397 + 2397 + 9679, jpy: 4825 };
  expect(await sums(opened)).toEqual({ available: { usd: -1000 - 2500 - 11499 + 2500 + 9999, jpy: 0 }, pending });
  clock.advance(days(2));
  expect(await sums(opened)).toEqual({ available: { usd: 11973, jpy: 4825 }, pending: { usd: 0, jpy: 0 } });
  expect(double.ledger().transactions).toHaveLength(9);

  const failed = await stripe.refunds.retrieve(refund.id, { expand: ["failure_balance_transaction"] });
  expect(failed.failure_balance_transaction).toMatchObject({ type: "refund_failure", source: refund.id });
});

test("transactions are found by type, source, currency and time, and from what they are of", async () => {
  const opened = await openStripe();
  const { stripe, clock } = opened;
  const intent = await paid(opened);
  const charge = await stripe.charges.retrieve(String(intent.latest_charge), { expand: ["balance_transaction"] });
  expect(charge.balance_transaction).toMatchObject({
    ...{ object: "balance_transaction", type: "charge", status: "pending", source: charge.id, fee: 103 },
    fee_details: [{ amount: 103, type: "stripe_fee", currency: "usd" }],
  });
  clock.advance(days(3));
  const refund = await stripe.refunds.create({ payment_intent: intent.id });
  const since = refund.created;
  const found = async (params: object) =>
    (await stripe.balanceTransactions.list(params)).data.map(({ source, status }) => [source, status]);
  expect(await found({ type: "refund" })).toEqual([[refund.id, "available"]]);
  expect(await found({ source: charge.id })).toEqual([[charge.id, "available"]]);
  expect(await found({ created: { gte: since } })).toEqual([[refund.id, "available"]]);
  expect(await found({ created: { lt: since } })).toEqual([[charge.id, "available"]]);
  expect(await found({ currency: "eur" })).toEqual([]);
  expect((await found({ limit: 1 }))[0]?.[0]).toBe(refund.id);
  const one = await stripe.balanceTransactions.retrieve(String(refund.balance_transaction), { expand: ["source"] });
  expect(one).toMatchObject({ amount: -2500, source: { object: "refund", id: refund.id } });
  expect((await refusal(stripe.balanceTransactions.retrieve("txn_none"))).code).toBe("resource_missing");
  expect(await refusal(stripe.balanceTransactions.list({ payout: "po_1" }))).toMatchObject({
    code: "parameter_unknown",
  });
});

test("Stripe's fees are what they are said to be", async () => {
  const opened = await openStripe({ fees: { basisPoints: 150, fixed: 25 } });
  const feesOf = async () => (await opened.stripe.balanceTransactions.list()).data.map(({ fee }) => fee);
  await paid(opened, { currency: "eur" });
  expect(await feesOf()).toEqual([63]);
  await opened.control("/_double/fees", { basisPoints: 0, fixed: 0, dispute: 0 });
  opened.double.openDispute((await paid(opened)).id);
  expect(await feesOf()).toEqual([0, 0, 63]);
  expect((await opened.control("/_double/fees", { fixed: -1 })).status).toBe(400);
});

test("a declined charge moves nothing", async () => {
  const opened = await openStripe();
  await refusal(paid(opened, { payment_method: "pm_card_chargeDeclined" }));
  expect((await opened.stripe.balanceTransactions.list()).data).toEqual([]);
});
