import { describe, expect, test } from "vitest";
import type { Opened } from "./opened-stripe.ts";
import { openStripe, refusal, ticket } from "./opened-stripe.ts";

const paid = ({ stripe }: Opened, payment_method = "pm_card_visa") =>
  stripe.paymentIntents.create({ ...ticket, confirm: true, payment_method });

/** What was told of disputes, in order. */
const told = ({ double }: Opened) =>
  double.ledger().events.flatMap(({ type }) => (type.startsWith("charge.dispute.") ? type.slice(15) : []));

const only = async ({ stripe }: Opened) => {
  const { data } = await stripe.disputes.list();
  const [dispute] = data;
  if (!dispute || data.length > 1) throw new Error(`${data.length} disputes`);
  return dispute;
};

/** A charge that its customer's bank disputes, and the dispute. */
const disputed = async (payment_method = "pm_card_createDispute") => {
  const opened = await openStripe();
  const intent = await paid(opened, payment_method);
  return { ...opened, intent, charge: String(intent.latest_charge), dispute: await only(opened) };
};

describe("a test card", () => {
  test.each([
    ["pm_card_createDispute", "fraudulent", "needs_response", "chargeback"],
    ["pm_card_createDisputeProductNotReceived", "product_not_received", "needs_response", "chargeback"],
    ["pm_card_createDisputeInquiry", "fraudulent", "warning_needs_response", "inquiry"],
  ])("%s is disputed once it is charged", async (card, reason, status, case_type) => {
    const { stripe, intent, charge, dispute, double } = await disputed(card);
    expect(intent.status).toBe("succeeded");
    expect(dispute).toMatchObject({ object: "dispute", amount: 2500, currency: "usd", reason, status, charge });
    expect(dispute).toMatchObject({ payment_intent: intent.id, is_charge_refundable: case_type === "inquiry" });
    expect(dispute.payment_method_details?.card).toMatchObject({ brand: "visa", case_type });
    expect(dispute.evidence_details).toMatchObject({ has_evidence: false, past_due: false, submission_count: 0 });
    expect(await stripe.charges.retrieve(charge)).toMatchObject({ disputed: true, refunded: false });
    const types = double.ledger().events.map(({ type }) => type);
    expect(types.indexOf("charge.dispute.created")).toBeGreaterThan(types.indexOf("payment_intent.succeeded"));
  });
});

describe("a dispute", () => {
  test("takes the money and a fee when it opens, and gives the money back when it is won", async () => {
    const { stripe, double, dispute, control } = await disputed();
    expect(dispute.balance_transactions).toMatchObject([
      { amount: -2500, fee: 1500, net: -4000, type: "adjustment", reporting_category: "dispute", source: dispute.id },
    ]);
    await control(`/_double/disputes/${dispute.id}/settle`, { outcome: "under_review" });
    expect(double.settleDispute(dispute.id, "won")).toMatchObject({ status: "won" });
    const won = await stripe.disputes.retrieve(dispute.id);
    expect(won.balance_transactions.map(({ net }) => net)).toEqual([-4000, 2500]);
    expect(told({ double } as Opened)).toEqual(["created", "funds_withdrawn", "updated", "closed", "funds_reinstated"]);
    expect((await control(`/_double/disputes/${dispute.id}/settle`, { outcome: "lost" })).status).toBe(400);
  });

  test("keeps what it took when it is lost", async () => {
    const { stripe, double, dispute } = await disputed();
    double.settleDispute(dispute.id, "lost");
    const lost = await stripe.disputes.retrieve(dispute.id);
    expect(lost).toMatchObject({ status: "lost", balance_transactions: [{ net: -4000 }] });
    expect(told({ double } as Opened)).toEqual(["created", "funds_withdrawn", "closed"]);
  });

  test("that is an inquiry takes nothing, and is closed, or becomes one that does", async () => {
    const closed = await disputed("pm_card_createDisputeInquiry");
    closed.double.settleDispute(closed.dispute.id, "warning_closed");
    expect(await only(closed)).toMatchObject({ status: "warning_closed", balance_transactions: [] });
    const opened = await disputed("pm_card_createDisputeInquiry");
    opened.double.settleDispute(opened.dispute.id, "needs_response");
    const escalated = await only(opened);
    expect(escalated).toMatchObject({ status: "needs_response", is_charge_refundable: false });
    expect(escalated.balance_transactions).toMatchObject([{ amount: -2500 }]);
    expect(told(opened)).toEqual(["created", "updated", "funds_withdrawn"]);
  });

  test("can be opened on any charge, over a part of it, and is listed by charge and by intent", async () => {
    const opened = await openStripe();
    const { stripe, control } = opened;
    const [one, other] = [await paid(opened), await paid(opened)];
    const reason = "credit_not_processed";
    expect((await control(`/_double/charges/${one.id}/dispute`, { amount: 1000, reason })).status).toBe(200);
    expect((await control(`/_double/charges/${other.latest_charge}/dispute`)).status).toBe(200);
    const ofOne = await stripe.disputes.list({ payment_intent: one.id });
    expect(ofOne.data).toMatchObject([{ amount: 1000, reason, charge: one.latest_charge }]);
    expect((await stripe.disputes.list({ charge: String(other.latest_charge) })).data).toMatchObject([
      { amount: 2500 },
    ]);
    expect((await stripe.disputes.list({ charge: "ch_none" })).data).toEqual([]);
    expect((await control(`/_double/charges/${one.id}/dispute`, { amount: 9999 })).status).toBe(400);
    expect((await control("/_double/charges/ch_none/dispute")).status).toBe(404);
    const [expanded] = (await stripe.disputes.list({ expand: ["data.charge"], limit: 1 })).data;
    expect(expanded?.charge).toMatchObject({ object: "charge", disputed: true });
    expect((await refusal(stripe.disputes.retrieve("du_none"))).code).toBe("resource_missing");
  });

  test("keeps its charge from being refunded while it is open or once it is lost, not while it only asks", async () => {
    for (const [card, outcome, code] of [
      ["pm_card_createDispute", undefined, "charge_disputed"],
      ["pm_card_createDispute", "under_review", "charge_disputed"],
      ["pm_card_createDispute", "lost", "charge_disputed"],
      ["pm_card_createDispute", "won", undefined],
      ["pm_card_createDisputeInquiry", undefined, undefined],
      ["pm_card_createDisputeInquiry", "warning_closed", undefined],
    ] as const) {
      const { stripe, double, intent, charge, dispute } = await disputed(card);
      if (outcome) double.settleDispute(dispute.id, outcome);
      const refunds = stripe.refunds.create({ payment_intent: intent.id });
      if (code === undefined) {
        expect((await refunds).status).toBe("succeeded");
        continue;
      }
      const refused = await refusal(refunds);
      expect(refused).toMatchObject({ statusCode: 400, code });
      expect(refused.message).toBe(`Charge ${charge} has been charged back; cannot issue a refund.`);
    }
  });
});

describe("evidence", () => {
  test("is staged, submitted once, and then with the bank", async () => {
    const { stripe, double, dispute } = await disputed();
    const staged = await stripe.disputes.update(dispute.id, {
      evidence: { customer_name: "Nour Haddad", uncategorized_text: "Came in at 19:02." },
      submit: false,
    });
    expect(staged).toMatchObject({ status: "needs_response", evidence: { customer_name: "Nour Haddad" } });
    expect(staged.evidence_details).toMatchObject({ has_evidence: true, submission_count: 0 });
    const labelled = await stripe.disputes.update(dispute.id, { metadata: { seenBy: "mona" } });
    expect(labelled).toMatchObject({ status: "needs_response", metadata: { seenBy: "mona" } });
    const submitted = await stripe.disputes.update(dispute.id, { submit: true });
    expect(submitted).toMatchObject({ status: "under_review", evidence_details: { submission_count: 1 } });
    const again = await refusal(stripe.disputes.update(dispute.id, { evidence: { customer_name: "N" } }));
    expect(again.statusCode).toBe(400);
    expect(told({ double } as Opened)).toEqual(["created", "funds_withdrawn", "updated", "updated", "updated"]);
  });

  test.each([
    ["pm_card_createDispute", "winning_evidence", "won"],
    ["pm_card_createDispute", "losing_evidence", "lost"],
    ["pm_card_createDispute", "as you can see", "under_review"],
    ["pm_card_createDisputeInquiry", "winning_evidence", "warning_closed"],
    ["pm_card_createDisputeInquiry", "escalate_inquiry_evidence", "needs_response"],
    ["pm_card_createDisputeInquiry", "as you can see", "warning_under_review"],
  ] as const)("for %s that says %s makes it %s", async (card, uncategorized_text, status) => {
    const { stripe, dispute } = await disputed(card);
    expect((await stripe.disputes.update(dispute.id, { evidence: { uncategorized_text } })).status).toBe(status);
  });

  test("that comes too late is refused, and so is whatever is not spoken", async () => {
    const { stripe, dispute, clock } = await disputed();
    const refused = async (params: object) => {
      const { param, code } = await refusal(stripe.rawRequest("POST", `/v1/disputes/${dispute.id}`, { ...params }));
      return [param, code];
    };
    expect(await refused({ colour: "red" })).toEqual(["colour", "parameter_unknown"]);
    expect(await refused({ evidence: { weight: "1" } })).toEqual(["evidence[weight]", "parameter_unknown"]);
    expect(await refused({ evidence: { receipt: "file_1" } })).toEqual(["evidence[receipt]", "resource_missing"]);
    expect(await refused({ evidence: "text" })).toEqual(["evidence", undefined]);
    expect(await refused({ submit: "perhaps" })).toEqual(["submit", undefined]);
    clock.advance(8 * 24 * 60 * 60 * 1000);
    expect((await stripe.disputes.retrieve(dispute.id)).evidence_details.past_due).toBe(true);
    expect((await refusal(stripe.disputes.update(dispute.id, { submit: true }))).message).toContain("deadline");
  });

  test("can be none: who closes a dispute has lost it", async () => {
    const { stripe, dispute } = await disputed();
    expect((await stripe.disputes.close(dispute.id)).status).toBe("lost");
    expect((await refusal(stripe.disputes.close(dispute.id))).statusCode).toBe(400);
  });
});

test("a dispute is answered once under one idempotency key", async () => {
  const { stripe, double, dispute } = await disputed();
  const answer = { evidence: { uncategorized_text: "winning_evidence" } };
  const key = { idempotencyKey: "answer:1" };
  const first = await stripe.disputes.update(dispute.id, answer, key);
  const again = await stripe.disputes.update(dispute.id, answer, key);
  expect(again).toEqual(first);
  expect(told({ double } as Opened).filter((type) => type === "closed")).toHaveLength(1);
});
