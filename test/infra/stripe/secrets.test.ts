import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { openStripe, ticket } from "./opened-stripe.ts";

/** Takes webhooks, and says which of these secrets each was signed with. */
const openSigned = async (secrets: () => readonly string[]) => {
  const seen: string[][] = [];
  let came: () => void = () => {};
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const header = String(request.headers["stripe-signature"]);
    const at = /t=(\d+)/.exec(header)?.[1];
    const signatures = [...header.matchAll(/v1=(\w+)/g)].map(([, signature]) => signature);
    const named = (signature = "") =>
      secrets().find((secret) => createHmac("sha256", secret).update(`${at}.${body}`).digest("hex") === signature);
    seen.push(signatures.map((signature) => named(signature) ?? "unknown"));
    response.end();
    came();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    next: () =>
      new Promise<string[]>((resolve) => {
        came = () => resolve(seen.at(-1) ?? []);
      }),
  };
};

test("a rolled secret signs beside its successor until its grace is over", async () => {
  const known = ["whsec_test_double"];
  const { double, stripe, clock, control } = await openStripe({ enabledEvents: ["payment_intent.created"] });
  const endpoint = await openSigned(() => known);
  double.setWebhookUrl(endpoint.url);
  const signed = async () => {
    const next = endpoint.next();
    await stripe.paymentIntents.create(ticket);
    return next;
  };
  expect(await signed()).toEqual(["whsec_test_double"]);
  const rolled = await (await control("/_double/webhooks/roll", { graceSeconds: 60 })).json();
  const { secret } = rolled as { secret: string };
  expect(secret).toMatch(/^whsec_\w{32}$/);
  known.push(secret);
  expect(await signed()).toEqual([secret, "whsec_test_double"]);
  clock.advance(60_000);
  expect(await signed()).toEqual([secret]);
  expect(double.rollSecret({ graceSeconds: 0, secret: "whsec_chosen" })).toEqual({ secret: "whsec_chosen" });
  known.push("whsec_chosen");
  expect(await signed()).toEqual(["whsec_chosen"]);
  expect((await control("/_double/webhooks/roll", { graceSeconds: 24 * 60 * 60 + 1 })).status).toBe(400);
});
