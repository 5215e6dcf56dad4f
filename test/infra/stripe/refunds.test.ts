import { expect, test } from "vitest";
import type { Opened } from "./opened-stripe.ts";
import { card, openStripe, refusal, ticket } from "./opened-stripe.ts";

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
  const refused = await refusal(
    stripe.rawRequest("POST", "/v1/refunds", { payment_intent: intent.id, reason: "bored" }),
  );
  expect(refused.message).toBe("Invalid reason: must be one of duplicate, fraudulent, or requested_by_customer");
  expect((await refusal(stripe.refunds.create({ payment_intent: intent.id, amount: 0 }))).param).toBe("amount");
});

test("refunds in three-decimal currencies end in 0", async () => {
  const opened = await openStripe();
  const intent = await paid(opened, { amount: 5000, currency: "kwd", ...card });
  const odd = await refusal(opened.stripe.refunds.create({ payment_intent: intent.id, amount: 1234 }));
  expect(odd.param).toBe("amount");
  expect((await opened.stripe.refunds.create({ payment_intent: intent.id, amount: 1230 })).amount).toBe(1230);
});
