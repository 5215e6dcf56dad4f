import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openEndpoint, openStripe, refusal, ticket } from "./opened-stripe.ts";

const newDataFile = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "stripe-double-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, "stripe", "data.ndjson");
};

test("a restart forgets nothing: payments, keys and undelivered webhooks", async () => {
  const dataFile = newDataFile();
  const before = await openStripe({ dataFile, enabledEvents: ["payment_intent.succeeded"] });
  const key = { idempotencyKey: "order:1" };
  const pay = { ...ticket, confirm: true, payment_method: "pm_card_visa" };
  const paid = await before.stripe.paymentIntents.create(pay, key);
  const refund = await before.stripe.refunds.create({ payment_intent: paid.id, amount: 500 });
  const ledger = before.double.ledger();
  await before.double.stop();
  appendFileSync(dataFile, '{"kind":"intents","row":{"id":"pi_half');

  const after = await openStripe({ dataFile, clock: before.clock, enabledEvents: ["payment_intent.succeeded"] });
  expect(after.double.ledger().intents).toEqual(ledger.intents);
  expect(await after.stripe.refunds.retrieve(refund.id)).toMatchObject({ amount: 500 });
  expect((await after.stripe.paymentIntents.create(pay, key)).id).toBe(paid.id);
  const endpoint = await openEndpoint(after.clock);
  after.double.setWebhookUrl(endpoint.url);
  await endpoint.until(1);
  expect(endpoint.types()).toEqual(["payment_intent.succeeded"]);
});

test("a restart forgets neither refunds under way nor saved errors", async () => {
  const dataFile = newDataFile();
  const before = await openStripe({ dataFile });
  const pay = { ...ticket, confirm: true, payment_method: "pm_card_refundFail" };
  const { id: payment_intent } = await before.stripe.paymentIntents.create(pay);
  const refund = await before.stripe.refunds.create({ payment_intent });
  before.double.fail({ status: 500, match: "POST /v1/refunds" });
  const key = { idempotencyKey: "again" };
  await refusal(before.stripe.refunds.create({ payment_intent }, key));
  await before.double.stop();

  const after = await openStripe({ dataFile, clock: before.clock });
  expect((await refusal(after.stripe.refunds.create({ payment_intent }, key))).statusCode).toBe(500);
  after.clock.advance(60_000);
  expect((await after.stripe.refunds.retrieve(refund.id)).status).toBe("failed");
});

test("the page lists payments and lets nothing through unescaped", async () => {
  const { double, stripe } = await openStripe();
  await stripe.paymentIntents.create({ ...ticket, description: "<script>alert(1)</script>" });
  const page = await fetch(double.url);
  const text = await page.text();
  expect(text).toContain("&#60;script&#62;");
  expect(text).not.toContain("<script>");
  expect(page.headers.get("content-type")).toContain("text/html");
});
