import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { LoadedEvent } from "#data/load-event.ts";
import { followStripeEvent } from "#flows/follow-stripe-event.ts";
import { releaseHold } from "#flows/release-hold.ts";
import { everyOrdering, saved } from "#test/support/orderings.ts";
import { raceInOrder } from "#test/support/race.ts";
import { openTill, orderOf, placedBy, shellAt, standingOf, type Till, toldBy, tries } from "#test/support/till.ts";

let till: Till;
beforeAll(async () => {
  till = await openTill();
}, 60_000);
afterAll(() => till.stop());
afterEach(() => {
  till.double.heal();
  vi.restoreAllMocks();
});

/** Who ends a hold, at any time after its end. `last`: who does so even if Stripe does not answer. */
const enders = (orderId: string) => ({
  "its message": () => releaseHold(orderId, "expired", shellAt(26)),
  "its buyer": () => releaseHold(orderId, "cancelled", shellAt(26)),
});
const last = (orderId: string) => ({
  "the sweep": () => releaseHold(orderId, "expired", shellAt(40), { withoutStripe: true }),
});

type Standing = Awaited<ReturnType<typeof standingOf>>;

/** What is wrong with how things stand, whatever has happened so far. */
function wrongs({ orders, payments, tickets, stock, intents, refunds }: Standing, places: number): string[] {
  const [{ status } = { status: "gone" }] = orders;
  const [payment] = payments;
  const [{ left, taken } = { left: 0, taken: 0 }] = stock as readonly { left: number; taken: number }[];
  const kept = status === "pending" || status === "confirmed" ? 1 : 0;
  const isOver = status === "expired" || status === "cancelled";
  return [
    ...(taken === kept && left === places - kept ? [] : [`${status} with ${taken} taken and ${left} left`]),
    ...(tickets.length === (status === "confirmed" ? 1 : 0) ? [] : [`${status} with ${tickets.length} tickets`]),
    ...(isOver && payment?.status === "pending" ? ["over with a payment that is open"] : []),
    ...(status === "confirmed" && refunds.length > 0 ? ["confirmed and paid back"] : []),
    ...(intents.length > 1 ? [`has ${intents.length} payments`] : []),
  ];
}

/** All that can become of a hold, in every order, with any repeats. `away`: Stripe cancels nothing. */
async function endings(prepared: (intentId: string) => Promise<unknown>, away = false) {
  const sale: LoadedEvent = await till.sale(3);
  const order = await placedBy(till.buyer, sale);
  const { orderId, intentId = "" } = order;
  await prepared(intentId);
  if (away) till.double.fail({ next: 1_000_000, status: 400, match: "POST /v1/payment_intents/:id/cancel" });
  const tells = () => toldBy(till).filter(({ data }) => (data.object as { id: string }).id === intentId);
  const { ends, states } = await everyOrdering({
    state: () => standingOf(sale.event.eventId, till),
    save: () => saved(till.records),
    steps: () => [
      // What fails comes again; it has happened all the same.
      ...Object.entries({ ...enders(orderId), ...(away && last(orderId)) }).map(([name, end]) => ({
        name,
        run: () => end().catch(() => undefined),
      })),
      { name: "its buyer pays", run: () => tries(till, intentId, "pm_card_visa") },
      ...tells().map((event, index) => ({
        name: `${index} ${event.type}`,
        run: () => followStripeEvent(structuredClone(event), shellAt(30)),
      })),
    ],
  });
  const found = states.flatMap(({ state, way }) => {
    const standing = state as Standing;
    return wrongs(standing, 4).map((what) => `${what} after: ${way.join(", ")}`);
  });
  const statuses = (ends as readonly { readonly state: unknown }[]).map(({ state }) => {
    const { orders, payments, intents } = state as Standing;
    return `${[...orders, ...payments].map(({ status }) => status).join(" ")} ${intents}`;
  });
  return { found, ends: [...new Set(statuses)].toSorted() };
}

const declined = (intentId: string) => tries(till, intentId, "pm_card_chargeDeclined");

describe("a hold that ends, in whatever order its message, its buyer, the sweep, a decline, a payment and Stripe's word come", {
  timeout: 120_000,
}, () => {
  it("is released once, or paid for", async () => {
    const { found, ends } = await endings(declined);
    expect(found).toEqual([]);
    // A payment that is cancelled at Stripe cannot be made, and one that is made cannot be cancelled.
    expect(ends).toEqual([
      "cancelled cancelled canceled",
      "confirmed completed succeeded",
      "expired cancelled canceled",
    ]);
  });

  it("is released once while Stripe cancels nothing, and confirmed when the payment comes late", async () => {
    vi.spyOn(console, "error").mockReturnValue();
    const { found, ends } = await endings(declined, true);
    expect(found).toEqual([]);
    expect(ends).toEqual(["confirmed completed succeeded"]);
  });
});

const permutations = <T>(all: readonly T[]): T[][] =>
  all.length === 0 ? [[]] : all.flatMap((one, at) => permutations(all.toSpliced(at, 1)).map((rest) => [one, ...rest]));

describe("those who end a hold at the same moment, each before it knows of the others", { timeout: 120_000 }, () => {
  /** What becomes of a hold when each writes in this order. */
  async function ended(order: readonly number[], options?: { readonly guards: boolean }) {
    const sale = await till.sale(3);
    const { orderId, intentId = "" } = await placedBy(till.buyer, sale);
    await till.stripe.paymentIntents.cancel(intentId, { cancellation_reason: "abandoned" });
    const news = toldBy(till).find(({ data }) => (data.object as { id: string }).id === intentId);
    const all: readonly (() => Promise<unknown>)[] = [
      ...Object.values({ ...enders(orderId), ...last(orderId) }),
      async () => news && followStripeEvent(structuredClone(news), shellAt(30)),
    ];
    const results = await raceInOrder(
      order.flatMap((at) => all[at] ?? []),
      options,
    );
    const { status } = await orderOf(orderId);
    const { stock } = await standingOf(sale.event.eventId, till);
    return { failed: results.filter((one) => one.status === "rejected").length, status, stock };
  }

  it.each(permutations([0, 1, 2, 3]).map((order) => ({ order })))("release it once: $order", async ({ order }) => {
    const { status, stock, failed } = await ended(order);
    expect(failed).toBe(0);
    expect(["expired", "cancelled"]).toContain(status);
    expect(stock).toMatchObject([{ left: 4, taken: 0 }]);
  });

  it("would release it several times without the guard (the control)", async () => {
    const { stock } = await ended([0, 1, 2, 3], { guards: false });
    expect(stock).not.toMatchObject([{ left: 4, taken: 0 }]);
  });
});

describe("a payment in process", { timeout: 60_000 }, () => {
  const day = 24 * 60;
  async function inProcess() {
    const sale = await till.sale(1);
    const { orderId, intentId = "" } = await placedBy(till.buyer, sale);
    till.double.settleIntent(intentId, "processing");
    const swept = (minute: number) => releaseHold(orderId, "expired", shellAt(minute));
    const hears = async () => {
      for (const event of toldBy(till).filter(({ data }) => (data.object as { id: string }).id === intentId)) {
        await followStripeEvent(structuredClone(event), shellAt(2 * day));
      }
      return standingOf(sale.event.eventId, till);
    };
    return { sale, orderId, intentId, swept, hears };
  }

  it("extends the hold for a day at most; what comes days later takes the places again", async () => {
    const { orderId, intentId, swept, hears } = await inProcess();
    const held: string[] = [];
    for (let minute = 26; minute <= day - 20; minute += 200) held.push((await swept(minute))?.status ?? "gone");
    expect(new Set(held)).toEqual(new Set(["pending"]));
    expect((await swept(day + 20))?.status).toBe("expired");
    expect((await hears()).payments).toMatchObject([{ status: "processing" }]);
    till.double.settleIntent(intentId, "succeeded");
    expect(await hears()).toMatchObject({
      orders: [{ status: "confirmed" }],
      tickets: [{ status: "active" }],
      refunds: [],
    });
    expect((await orderOf(orderId)).purgeAt).toBeUndefined();
  });

  it("is paid back if the places are gone by then, and leaves nothing if the bank declines", async () => {
    const [late, never] = [await inProcess(), await inProcess()];
    for (const { swept } of [late, never]) await swept(day + 20);
    await placedBy(till.buyer, late.sale);
    till.double.settleIntent(late.intentId, "succeeded");
    expect(await late.hears()).toMatchObject({
      payments: [{ status: "pending" }, { status: "refunded" }],
      tickets: [],
    });
    till.double.settleIntent(never.intentId, "failed");
    expect(await never.hears()).toMatchObject({ orders: [{ status: "expired" }], payments: [{ status: "failed" }] });
  });
});
