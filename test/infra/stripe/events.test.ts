import { expect, test } from "vitest";
import { openEndpoint, openStripe, refusal, ticket } from "./opened-stripe.ts";

const pay = { ...ticket, confirm: true, payment_method: "pm_card_visa" };

test("events are listed by type, time and whether their webhook was taken, page by page", async () => {
  const { stripe, double, clock, control } = await openStripe({ enabledEvents: ["payment_intent.*"] });
  await control("/_double/webhooks", { mode: "withhold" });
  const first = await stripe.paymentIntents.create(pay);
  clock.advance(60_000);
  await stripe.paymentIntents.create(pay);
  const since = first.created + 60;
  const types = async (params: object) => (await stripe.events.list(params)).data.map(({ type }) => type);
  const both = ["payment_intent.succeeded", "charge.succeeded"];
  expect(await types({ created: { gte: since }, types: both })).toEqual(both);
  expect(await types({ type: "payment_intent.succeeded" })).toHaveLength(2);
  expect(await types({ created: { lt: since }, delivery_success: false })).toEqual([
    "payment_intent.succeeded",
    "payment_intent.created",
  ]);
  // Nobody was to be told of charges: that is no failure.
  expect(await types({ delivery_success: true })).toEqual(["charge.succeeded", "charge.succeeded"]);

  const endpoint = await openEndpoint(clock, ({ type }) => (type === "payment_intent.created" ? 500 : 200));
  double.setWebhookUrl(endpoint.url);
  double.release();
  await endpoint.until(4);
  while (double.pending() > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  const undelivered: string[] = [];
  for await (const { type } of stripe.events.list({ delivery_success: false, limit: 1 })) undelivered.push(type);
  expect(undelivered).toEqual(["payment_intent.created", "payment_intent.created"]);

  const refused = await refusal(stripe.events.list({ type: "charge.*", types: both }));
  expect(refused.message).toBe("You may only specify one of these parameters: type, types.");
  const many = Array.from({ length: 21 }, () => "charge.failed");
  expect((await refusal(stripe.events.list({ types: many }))).param).toBe("types");
});
