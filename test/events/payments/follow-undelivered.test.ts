import type { GetCommandInput } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { progress } from "#data/progress.ts";
import { minutes } from "#domain/time.ts";
import { getOrder } from "#functions/orders/get-order.ts";
import { api } from "#test/support/api.ts";
import { stockOf, stored } from "#test/support/operator.ts";
import { loggedIn } from "#test/support/people.ts";
import { aHold, cancelledAtStripe, pay, stripeDoes } from "#test/support/purchases.ts";
import { aPublishedEvent } from "#test/support/shows.ts";
import { isDone } from "#test/support/then.ts";
import { runs, timePasses } from "#test/support/when.ts";

describe("what Stripe could not deliver", () => {
  beforeAll(async () => {
    await stripeDoes("/_double/webhooks", { mode: "withhold" });
  });
  afterAll(async () => {
    await stripeDoes("/_double/webhooks", { mode: "deliver" });
    await stripeDoes("/_double/webhooks/release");
  });

  it("is followed long before a hold ends: a payment that was made, and one that was cancelled", async () => {
    const show = await aPublishedEvent();
    const [paid, given] = [await aHold({ show }), await aHold({ show })];
    await pay(paid.order);
    await cancelledAtStripe(given.order);
    await timePasses(minutes(6));
    const statuses = await Promise.all(
      [paid, given].map(async ({ orderId, buyer }) =>
        isDone(await api.call(getOrder, { orderId }, await loggedIn(buyer))),
      ),
    );
    expect(statuses.map(({ status }) => status)).toEqual(["confirmed", "cancelled"]);
    expect(await stockOf(show.eventId, 1)).toMatchObject([{ left: 499, taken: 1 }]);
  });

  it("is asked for from where the last run came to, which is kept as that of the figures' walk is", async () => {
    for (const id of ["analytics/roll-up-days", "payments/follow-undelivered"]) expect(await runs(id)).toBe(true);
    const walks = ["roll-up-days", "undelivered"] as const;
    const kept = await Promise.all(walks.map((walk) => stored(progress.get({ walk }).params<GetCommandInput>())));
    expect(kept.map(({ item }) => item.walk)).toEqual(walks);
  });
});
