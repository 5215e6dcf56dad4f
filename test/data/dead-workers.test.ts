import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { holdStock } from "#data/hold-stock.ts";
import type { LoadedEvent } from "#data/load-event.ts";
import { loadOrder } from "#data/load-order.ts";
import { table } from "#data/table.ts";
import { openOrder } from "#domain/order.ts";
import { orderPlaced } from "#events/facts/order-placed.ts";
import { withPayment } from "#flows/open-payment.ts";
import { changeAt } from "#test/infra/ops/changes.ts";
import { openTill, shellAt, standingOf, type Till } from "#test/support/till.ts";

/** The call to the table at which this process's worker dies, counted from 1; 0: it lives. */
let diesAt = 0;
let isDone = false;
let calls = 0;
class Died extends Error {}
table.client.middlewareStack.add(
  (next) => async (args) => {
    const isLast = ++calls === diesAt;
    if (isLast && !isDone) throw new Died();
    const answer = await next(args);
    if (isLast) throw new Died();
    return answer;
  },
  { step: "initialize", priority: "high" },
);

let till: Till;
beforeAll(async () => {
  till = await openTill();
}, 60_000);
afterAll(() => till.stop());
afterEach(() => till.double.heal());

let keys = 0;

/** Places the order of a key, as the operation does: again, if it is there. */
async function places(sale: LoadedEvent, idempotencyKey: string) {
  const lines = sale.ticketTypes.map(({ ticketTypeId }) => ({ ticketTypeId, quantity: 2 }));
  const by = { ...till.buyer, idempotencyKey, now: shellAt(10).now };
  const draft = openOrder(sale, { eventId: sale.event.eventId, lines }, by);
  const order =
    (await loadOrder(draft.orderId)) ??
    (await holdStock(draft, sale.event.stockShards, changeAt(10, orderPlaced), (order) => order)).order;
  return withPayment(order, shellAt(10));
}

/** What there is after a worker died, and another was asked the same. */
async function afterwards(death: () => void) {
  const [sale, key] = [await till.sale(), `dead worker ${keys++}`];
  calls = 0;
  death();
  const died = await places(sale, key).then(
    () => false,
    () => true,
  );
  diesAt = 0;
  till.double.heal();
  const again = await places(sale, key);
  expect(again).toMatchObject({ payment: { status: "pending", clientSecret: expect.stringMatching(/_secret_/) } });
  const { orders, payments, stock, intents } = await standingOf(sale.event.eventId, till);
  expect({ orders: orders.length, payments: payments.length, intents }).toEqual({
    ...{ orders: 1, payments: 1 },
    intents: ["requires_payment_method"],
  });
  expect(stock).toMatchObject([{ taken: 2 }]);
  return died;
}

describe("a worker that dies while an order is placed", { timeout: 60_000 }, () => {
  it.each([
    { when: "before", done: false },
    { when: "after", done: true },
  ])("$when any of its calls to the table leaves a key that goes on", async ({ done }) => {
    isDone = done;
    let deaths = 0;
    for (let at = 1; ; at++) {
      const died = await afterwards(() => {
        diesAt = at;
      });
      if (!died) break;
      deaths++;
    }
    expect(deaths).toBeGreaterThanOrEqual(4);
  });

  it.each([
    { when: "before", afterApply: false },
    { when: "after", afterApply: true },
  ])("$when Stripe made its payment leaves a key that goes on", async ({ afterApply }) => {
    const match = "POST /v1/payment_intents";
    expect(await afterwards(() => till.double.fail({ next: 2, status: "drop", afterApply, match }))).toBe(true);
  });
});
