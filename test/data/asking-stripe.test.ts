import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { order as orders } from "#data/order.ts";
import { progress, progressOf } from "#data/progress.ts";
import { days, minutes, seconds, shifted } from "#domain/time.ts";
import { createClock } from "#infra/local/clock.ts";
import { openTill, orderOf, placedBy, type Till, tries } from "#test/support/till.ts";

const undelivered = await import("#events/payments/follow-undelivered.lambda.ts");
const sweep = await import("#events/holds/sweep-holds.lambda.ts");

/** The time of the schedules' runs; what happens at Stripe happened four minutes ago. */
const now = createClock().now();
let till: Till;
beforeAll(async () => {
  till = await openTill(createClock(now - minutes(4)));
}, 60_000);
afterAll(() => till.stop());
afterEach(() => {
  till.double.heal();
  vi.restoreAllMocks();
});

async function paid() {
  const order = await placedBy(till.buyer, await till.sale());
  await tries(till, order.intentId, "pm_card_visa");
  return order;
}

/** What a run says of itself. */
async function run(handler: () => Promise<void>): Promise<object> {
  const said = vi.spyOn(console, "info").mockReturnValue();
  await handler();
  return JSON.parse(String(said.mock.lastCall?.[0]));
}

describe("what Stripe could not deliver", { timeout: 60_000 }, () => {
  it("is followed when it is asked for, however often", async () => {
    const { orderId } = await paid();
    expect(await run(undelivered.handler)).toMatchObject({ followed: 1, failed: 0 });
    expect((await orderOf(orderId)).status).toBe("confirmed");
    const { version } = await orderOf(orderId);
    expect((await progressOf("undelivered"))?.until).toBe(shifted(await startOf(), -seconds(60) - minutes(5)));
    // A little of the time before is looked at again.
    expect(await run(undelivered.handler)).toMatchObject({ followed: 1, failed: 0 });
    expect((await orderOf(orderId)).version).toBe(version);
  });

  /** When the last run of the schedule began. */
  const startOf = async () => (await progressOf("undelivered"))?.updatedAt ?? "";

  it("is followed to the end at once, though it is more than one go follows", async () => {
    const orders = await Promise.all([1, 2, 3].map(paid));
    const [one] = till.records.events.all().slice(-1);
    if (!one) throw new Error("Stripe has told nothing");
    // Weeks of what nobody took.
    for (let event = 0; event < 1_200; event++) {
      const created = one.created - (1_200 - event) * 1_000;
      till.records.events.put({ ...one, id: `evt_old_${event}`, created });
    }
    const known = await progressOf("undelivered");
    if (known) await progress.put({ ...known, until: shifted(new Date(now), -days(60)) }).go();
    expect(await run(undelivered.handler)).toMatchObject({ failed: 0 });
    for (const { orderId } of orders) expect((await orderOf(orderId)).status).toBe("confirmed");
    expect((await progressOf("undelivered"))?.until).toBe(shifted(await startOf(), -seconds(60) - minutes(5)));
  });

  it("is asked for again from the first event that could not be followed; the others are", async () => {
    vi.spyOn(console, "error").mockReturnValue();
    const [declined, other] = [await placedBy(till.buyer, await till.sale()), await paid()];
    await tries(till, declined.intentId, "pm_card_chargeDeclined");
    till.double.fail({ next: 1_000, status: 400, match: "GET /v1/payment_intents/:id" });
    expect(await run(undelivered.handler)).toMatchObject({ failed: 1 });
    expect((await orderOf(other.orderId)).status).toBe("confirmed");
    const until = Date.parse((await progressOf("undelivered"))?.until ?? "");
    expect(now - until).toBeGreaterThanOrEqual(minutes(4));

    till.double.heal();
    expect(await run(undelivered.handler)).toMatchObject({ failed: 0 });
  });
});

describe("a hold whose end is five to ten minutes away", { timeout: 60_000 }, () => {
  const endsIn = async (minute: number) => {
    const { orderId } = await paid();
    await orders.put({ ...(await orderOf(orderId)), holdUntil: shifted(new Date(now), minutes(minute)) }).go();
    return orderId;
  };

  it("is confirmed if it is paid and nobody said so; what has longer is not asked about", async () => {
    const [ending, fresh, unpaid] = [await endsIn(7), await endsIn(14), await placedBy(till.buyer, await till.sale())];
    await orders.put({ ...unpaid, holdUntil: shifted(new Date(now), minutes(7)) }).go();
    expect(await run(sweep.handler)).toMatchObject({ released: 0, paid: 1, failed: 0 });
    const statuses = await Promise.all([ending, fresh, unpaid.orderId].map(async (id) => (await orderOf(id)).status));
    expect(statuses).toEqual(["confirmed", "pending", "pending"]);
  });
});
