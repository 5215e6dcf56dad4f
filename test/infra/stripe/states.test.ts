import { describe, expect, test } from "vitest";
import type { Opened } from "./opened-stripe.ts";
import { openStripe, refusal, ticket } from "./opened-stripe.ts";

/** How an intent comes into each of its states; `requires_capture` is not spoken. */
const reach = {
  requires_payment_method: ({ stripe }: Opened) => stripe.paymentIntents.create(ticket),
  requires_confirmation: ({ stripe }: Opened) =>
    stripe.paymentIntents.create({ ...ticket, payment_method: "pm_card_visa" }),
  requires_action: ({ stripe }: Opened) =>
    stripe.paymentIntents.create({
      ...ticket,
      confirm: true,
      payment_method: "pm_card_authenticationRequired",
      return_url: "https://shop.example",
    }),
  processing: ({ stripe }: Opened) =>
    stripe.paymentIntents.create({
      amount: 2500,
      currency: "usd",
      allowed_payment_method_types: ["card", "us_bank_account"],
      confirm: true,
      payment_method: "pm_usBankAccount",
    }),
  succeeded: ({ stripe }: Opened) =>
    stripe.paymentIntents.create({ ...ticket, confirm: true, payment_method: "pm_card_visa" }),
  canceled: async ({ stripe }: Opened) => stripe.paymentIntents.cancel((await stripe.paymentIntents.create(ticket)).id),
};

const calls = {
  confirm: ({ stripe }: Opened, id: string) => stripe.paymentIntents.confirm(id),
  confirmWithCard: ({ stripe }: Opened, id: string) =>
    stripe.paymentIntents.confirm(id, { payment_method: "pm_card_visa" }),
  cancel: ({ stripe }: Opened, id: string) => stripe.paymentIntents.cancel(id),
  refund: async ({ stripe }: Opened, id: string) => {
    await stripe.refunds.create({ payment_intent: id });
    return stripe.paymentIntents.retrieve(id);
  },
};

const unexpected = "payment_intent_unexpected_state";
// The state after a call that is taken, or the code of the error (null: an error without one) that changes nothing.
const outcomes = {
  requires_payment_method: { confirm: unexpected, confirmWithCard: "succeeded", cancel: "canceled", refund: null },
  requires_confirmation: { confirm: "succeeded", confirmWithCard: "succeeded", cancel: "canceled", refund: null },
  requires_action: { confirm: "requires_action", confirmWithCard: "succeeded", cancel: "canceled", refund: null },
  processing: { confirm: unexpected, confirmWithCard: unexpected, cancel: unexpected, refund: null },
  succeeded: { confirm: unexpected, confirmWithCard: unexpected, cancel: unexpected, refund: "succeeded" },
  canceled: { confirm: unexpected, confirmWithCard: unexpected, cancel: unexpected, refund: null },
} as const;

const states = Object.keys(reach) as (keyof typeof reach)[];
const rows = states.flatMap((state) =>
  (Object.keys(calls) as (keyof typeof calls)[]).map((call) => [state, call, outcomes[state][call]] as const),
);

test.each(rows)("%s: %s → %s", async (state, call, outcome) => {
  const opened = await openStripe();
  const before = await reach[state](opened);
  expect(before.status).toBe(state);
  const result = calls[call](opened, before.id);
  if (outcome !== null && outcome !== unexpected) {
    expect((await result).status).toBe(outcome);
    return;
  }
  const error = await refusal(result);
  expect(error).toMatchObject({ type: "StripeInvalidRequestError", statusCode: 400 });
  expect(error.code).toBe(outcome ?? undefined);
  if (outcome === unexpected) {
    expect(error.payment_intent).toMatchObject({ id: before.id, status: state });
    expect(error.message).toContain(
      state === "requires_payment_method" ? "missing a payment method" : state.slice(0, 6),
    );
  }
  expect((await opened.stripe.paymentIntents.retrieve(before.id)).status).toBe(state);
});

describe("processing", () => {
  test.each([
    ["succeeded", "succeeded", "charge.succeeded", "payment_intent.succeeded"],
    ["failed", "requires_payment_method", "charge.failed", "payment_intent.payment_failed"],
  ] as const)("ends when the bank answers: %s", async (outcome, status, ...told) => {
    const opened = await openStripe();
    const { id, latest_charge } = await reach.processing(opened);
    expect(opened.double.settleIntent(id, "processing").status).toBe("processing");
    const settled = opened.double.settleIntent(id, outcome);
    expect(settled).toMatchObject({ status, latest_charge });
    expect(
      opened.double
        .ledger()
        .events.slice(-2)
        .map(({ type }) => type),
    ).toEqual(told);
    expect(opened.double.ledger().charges).toMatchObject([{ id: latest_charge, status: outcome }]);
  });

  test("can be had of any intent, and a failed one can be paid again", async () => {
    const opened = await openStripe();
    const { id } = await reach.requires_payment_method(opened);
    expect(opened.double.settleIntent(id, "processing").status).toBe("processing");
    opened.double.settleIntent(id, "failed");
    expect((await calls.confirmWithCard(opened, id)).status).toBe("succeeded");
    expect(() => opened.double.settleIntent(id, "failed")).toThrow("nothing is left to settle");
  });
});

test("an intent nobody paid can be paid or declined by control", async () => {
  const opened = await openStripe();
  const { id } = await reach.requires_payment_method(opened);
  const declined = opened.double.settleIntent(id, "failed");
  expect(declined).toMatchObject({ status: "requires_payment_method", last_payment_error: { code: "card_declined" } });
  expect(opened.double.settleIntent(id, "succeeded").status).toBe("succeeded");
});
