import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { minutes } from "#domain/time.ts";
import { followStripeEvent } from "#flows/follow-stripe-event.ts";
import { withPayment } from "#flows/open-payment.ts";
import { createClock } from "#infra/local/clock.ts";
import { openTill, orderOf, placedBy, shellAt, type Till, toldBy, tries } from "#test/support/till.ts";

const undelivered = await import("#events/payments/follow-undelivered.lambda.ts");

let till: Till;
const refusing = createServer((request, response) => {
  request.resume();
  response.writeHead(400).end();
});
beforeAll(async () => {
  vi.spyOn(console, "info").mockReturnValue();
  // A few minutes ago: what Stripe has told since may still be on its way.
  till = await openTill(createClock(createClock().now() - minutes(4)));
  await new Promise<void>((resolve) => refusing.listen(0, "127.0.0.1", resolve));
}, 60_000);
afterAll(async () => {
  refusing.close();
  await till.stop();
});

const concerning = (intentId: string | undefined) =>
  toldBy(till).filter(({ data }) => (data.object as { readonly id: string }).id === intentId);

/** An order that is paid at Stripe; each of its webhooks is answered 400. */
async function paidInSilence() {
  till.double.setWebhookUrl(`http://127.0.0.1:${(refusing.address() as AddressInfo).port}/`);
  const { orderId, intentId } = await placedBy(till.buyer, await till.sale());
  await tries(till, intentId, "pm_card_visa");
  const about = new Set(concerning(intentId).map(({ id }) => id));
  const answers = () =>
    till.double.ledger().deliveries.flatMap(({ event, lastAnswer }) => (about.has(event) ? [lastAnswer] : []));
  await vi.waitFor(() => expect(answers()).toEqual([400]));
  return orderId;
}

describe("an order that is paid is confirmed even if every webhook about it is answered 400", {
  timeout: 60_000,
}, () => {
  it("as Stripe is asked what it could not deliver", async () => {
    const orderId = await paidInSilence();
    await undelivered.handler();
    expect((await orderOf(orderId)).status).toBe("confirmed");
  });

  it("would wait for ever if only webhooks brought it there (the guilty variant)", async () => {
    const orderId = await paidInSilence();
    expect((await orderOf(orderId)).status).toBe("pending");
  });
});

describe("a buyer whose card was declined pays the same order with another", { timeout: 60_000 }, () => {
  const declined = "pm_card_chargeDeclined";

  it("with the same request and the same PaymentIntent", async () => {
    const order = await placedBy(till.buyer, await till.sale());
    expect(await tries(till, order.intentId, declined)).toMatchObject({ code: "card_declined" });
    const again = await withPayment(await orderOf(order.orderId), shellAt(11));
    expect(again.intentId).toBe(order.intentId);
    expect(await tries(till, again.intentId, "pm_card_visa")).toMatchObject({ status: "succeeded" });
    for (const event of concerning(order.intentId)) await followStripeEvent(structuredClone(event), shellAt(12));
    expect((await orderOf(order.orderId)).status).toBe("confirmed");
  });

  it("would hear of the first decline for a day if the order's id were Stripe's key (the guilty variant)", async () => {
    const { orderId, total } = await placedBy(till.buyer, await till.sale());
    const charge = (payment_method: string) =>
      till.stripe.paymentIntents
        .create(
          { amount: total, currency: "eur", allowed_payment_method_types: ["card"], confirm: true, payment_method },
          { idempotencyKey: orderId },
        )
        .catch((error: unknown) => error);
    expect(await charge(declined)).toMatchObject({ code: "card_declined" });
    expect(await charge(declined)).toMatchObject({ code: "card_declined" });
    expect(await charge("pm_card_visa")).toMatchObject({ type: "StripeIdempotencyError" });
  });
});
