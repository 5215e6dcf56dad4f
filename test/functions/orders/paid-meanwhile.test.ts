import type { GetCommandInput } from "@aws-sdk/lib-dynamodb";
import { afterEach, describe, expect, it } from "vitest";
import { order as orders } from "#data/order.ts";
import { minutes, seconds } from "#domain/time.ts";
import { cancelOrder } from "#functions/orders/cancel-order.ts";
import { getOrder } from "#functions/orders/get-order.ts";
import { api } from "#test/support/api.ts";
import { functionNamed, goesWrong, hasHit, nothingGoesWrong, refused } from "#test/support/faults.ts";
import { losesMessages, putStock, stockOf, stored } from "#test/support/operator.ts";
import { aVerifiedUser, loggedIn, type Person } from "#test/support/people.ts";
import { aHold, pay, stripeDoes } from "#test/support/purchases.ts";
import { aPublishedEvent, type Show } from "#test/support/shows.ts";
import { isDone } from "#test/support/then.ts";
import { clockMoves, everythingSettles, timePasses } from "#test/support/when.ts";

afterEach(nothingGoesWrong);

/** Ends a hold as whoever releases it does: the order closed, its one ticket back in the stock. */
async function isReleased(orderId: string, { eventId, ticketTypeId }: Show): Promise<void> {
  const row = await stored(orders.get({ orderId }).params<GetCommandInput>());
  const { version } = row.item as { version: number };
  await row.becomes({ status: "expired", version: version + 1 });
  const [stock] = await stockOf(eventId, 1);
  const type = stock?.types[ticketTypeId];
  if (!stock || !type) throw new Error("The event has no such stock");
  const types = { ...stock.types, [ticketTypeId]: { ...type, left: type.left + 1, taken: type.taken - 1 } };
  await putStock({ ...stock, left: stock.left + 1, taken: stock.taken - 1, types });
}

type Held = { readonly orderId: string; readonly buyer: Person };

describe("a hold that is paid, and released by somebody else while its payment is found", () => {
  it.each([
    {
      by: "orders/cancel-order",
      ends: async ({ orderId, buyer }: Held) =>
        void api.call(cancelOrder, { orderId }, { token: buyer.token }).catch(() => {}),
    },
    { by: "holds/expire-hold", ends: () => clockMoves(minutes(15) + seconds(1)) },
    {
      by: "holds/sweep-holds",
      ends: async () => {
        await losesMessages("expirehold");
        // The sweep leaves a hold alone for twelve minutes after its time, and comes once in the next five.
        await timePasses(minutes(26));
        await clockMoves(minutes(5));
      },
    },
  ])("takes its tickets again: $by", async ({ by, ends }) => {
    const show = await aPublishedEvent();
    const buyer = await aVerifiedUser();
    // Other tests' holds are over by then, and swept.
    await timePasses(minutes(35));
    const held = await aHold({ show, buyer: await loggedIn(buyer) });
    const { orderId, order } = held;
    await stripeDoes("/_double/webhooks", { mode: "withhold" });
    await pay(order);
    await everythingSettles();

    // It has read the order twice, and asked Stripe, when it reads it again.
    const milliseconds = seconds(20);
    const read = { service: "dynamodb", operation: "GetItem", functionName: functionNamed(by), text: orderId };
    const nobodyElseAsks = refused("payments/follow-undelivered", "dynamodb", "GetItem");
    await goesWrong(nobodyElseAsks, { kind: "latency", ...read, skip: 2, milliseconds });
    await ends(held);
    await hasHit("latency");
    await isReleased(orderId, show);
    await clockMoves(milliseconds);
    await everythingSettles();
    const state = isDone(await api.call(getOrder, { orderId }, { token: (await loggedIn(buyer)).token })).status;
    await stripeDoes("/_double/webhooks", { mode: "deliver" });
    await stripeDoes("/_double/webhooks/release");
    await everythingSettles();
    expect(state).toBe("confirmed");
    const [stock] = await stockOf(show.eventId, 1);
    expect(stock).toMatchObject({ left: 499, taken: 1 });
  });
});
