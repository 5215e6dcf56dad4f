import { afterAll, describe, expect, it } from "vitest";
import { walk as walks } from "#data/walk.ts";
import { minutes } from "#domain/time.ts";
import { cancelEvent } from "#functions/events/cancel-event.ts";
import { getCancellation } from "#functions/events/get-cancellation.ts";
import { listMyNotifications } from "#functions/notifications/list-my-notifications.ts";
import { getPayment } from "#functions/payments/get-payment.ts";
import { api } from "#test/support/api.ts";
import { goesWrong, nothingGoesWrong, refused } from "#test/support/faults.ts";
import { stored } from "#test/support/operator.ts";
import { loggedIn, type Person } from "#test/support/people.ts";
import { aHold, intentIdOf, pay, stripeDoes } from "#test/support/purchases.ts";
import { refunds, sentBack, standing } from "#test/support/refunds.ts";
import { aPublishedEvent } from "#test/support/shows.ts";
import { isDone, isRefused } from "#test/support/then.ts";
import { everythingSettles, timePasses } from "#test/support/when.ts";

describe("a cancelled event's refund that Stripe refuses", () => {
  afterAll(() => stripeDoes("/_double/fail", { next: 0 }));
  const stripeFails = (how: object) => stripeDoes("/_double/fail", { ...how, match: "POST /v1/refunds" });

  async function sold(quantity: number) {
    const show = await aPublishedEvent();
    const { buyer, order, orderId } = await aHold({ show, quantity });
    await pay(order);
    await everythingSettles();
    const paymentId = order.paymentId ?? "";
    const statesOf = async () =>
      isDone(await api.call(getPayment, { paymentId }, { token: await tokenOf(buyer) })).refunds;
    const stands = async () => standing(await loggedIn(buyer), orderId);
    const cancelled = async () =>
      isDone(await api.call(cancelEvent, { eventId: show.eventId }, { token: await tokenOf(show.owner) }));
    const isWalking = async () => {
      const { item } = await stored(walks.get({ eventId: show.eventId, kind: "cancel" }).params());
      return item.endedAt === undefined;
    };
    return { show, buyer, order, orderId, paymentId, statesOf, stands, cancelled, isWalking };
  }
  const tokenOf = async (person: Person) => (await loggedIn(person)).token;
  /** The walk's next pass, and the message of what it decides. */
  async function anotherPass(): Promise<void> {
    await timePasses(minutes(26));
    await timePasses(minutes(1));
  }

  it("is tried again by the walk until it is made; its buyer is told of the event once", async () => {
    const { show, buyer, order, orderId, statesOf, stands, cancelled, isWalking } = await sold(2);
    await stripeFails({ next: 1, status: 400 });
    await cancelled();
    await timePasses(minutes(1));
    const asked = { eventId: show.eventId };
    const early = isDone(await api.call(getCancellation, asked, { token: await tokenOf(show.owner) }));
    expect(early).toMatchObject({ isDone: false, tally: { orders: 1, pending: 1, paid: order.total, returned: 0 } });
    expect(await statesOf()).toMatchObject([{ status: "refused" }]);
    expect(await stands()).toMatchObject({ order: "confirmed", back: 0, tickets: ["active", "active"] });
    await anotherPass();
    expect(await stands()).toMatchObject({ order: "refunded", payment: "refunded", back: order.total });
    expect(await statesOf()).toMatchObject([{ status: "refused" }, { status: "succeeded", reason: "event_cancelled" }]);
    expect(await sentBack(intentIdOf(order))).toEqual([order.total]);
    for (let pass = 0; (await isWalking()) && pass < 3; pass++) await anotherPass();
    expect(await isWalking()).toBe(false);
    const seen = async () =>
      isDone(await api.call(getCancellation, { eventId: show.eventId }, { token: await tokenOf(show.owner) }));
    const tally = { orders: 1, paidBack: 1, pending: 0, failed: 0, paid: order.total, returned: order.total };
    expect(await seen()).toMatchObject({ isDone: true, tally });
    const owner = { token: await tokenOf(show.owner) };
    const { items: team } = isDone(await api.call(listMyNotifications, { limit: 100 }, owner));
    expect(team.filter(({ title }) => title === "A refund was refused")).toHaveLength(1);
    const { items } = isDone(await api.call(listMyNotifications, { limit: 100 }, { token: await tokenOf(buyer) }));
    const told = items.filter(({ metadata }) => metadata.orderId === orderId);
    const times = (title: string) => told.filter((one) => one.title === title).length;
    // In the app and by mail.
    expect(times(`${show.event.title} is cancelled`)).toBe(2);
    expect(times(`Your tickets for ${show.event.title} are refunded`)).toBe(2);
  });

  it("takes what a refused refund of the organizer's had taken before it", async () => {
    const { show, order, paymentId, statesOf, stands, cancelled } = await sold(2);
    const { lines } = isDone(await api.call(getPayment, { paymentId }, { token: await tokenOf(show.owner) }));
    await stripeFails({ next: 4, status: 500, remembered: true });
    const one = { ticketIds: [lines[0]?.ticketId ?? ""] };
    isRefused(await refunds(await loggedIn(show.owner), paymentId, one), "payment_unavailable");
    await stripeDoes("/_double/fail", { next: 0 });
    await stripeFails({ next: 1, status: 400 });
    await cancelled();
    await everythingSettles();
    // Each of the two has its message: that of one makes both, so that Stripe refuses the first and no other.
    await goesWrong({ ...refused("refunds/make-refund", "dynamodb", "GetItem"), times: 1 });
    await timePasses(minutes(1));
    await nothingGoesWrong();
    expect(await statesOf()).toMatchObject([{ status: "refused" }, { status: "succeeded" }]);
    expect(await stands()).toMatchObject({ order: "partially_refunded", back: lines[1]?.amount });
    await anotherPass();
    expect(await stands()).toMatchObject({ order: "refunded", payment: "refunded", back: order.total });
    expect(await sentBack(intentIdOf(order))).toHaveLength(2);
  });
});
