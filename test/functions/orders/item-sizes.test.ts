import { beforeAll, expect, it } from "vitest";
import { order } from "#data/order.ts";
import { payment } from "#data/payment.ts";
import { ticket } from "#data/ticket.ts";
import { days } from "#domain/time.ts";
import { stored } from "#test/support/operator.ts";
import { aPaidOrder } from "#test/support/purchases.ts";
import { aPublishedEvent } from "#test/support/shows.ts";
import { fromNow } from "#test/support/when.ts";

/** The bytes of one ordinary paid ticket's items. Each kilobyte begun is a write unit, and two in a transaction. */
const reached = { order: 985, payment: 775, ticket: 816 };

let bought: { orderId: string; paymentId: string; ticketId: string };
beforeAll(async () => {
  const { orderId, order, tickets } = await aPaidOrder();
  bought = { orderId, paymentId: order.paymentId ?? "", ticketId: tickets[0]?.ticketId ?? "" };
});

it.each([
  ["order", () => order.get(bought).params()],
  ["payment", () => payment.get(bought).params()],
  ["ticket", () => ticket.get(bought).params()],
] as const)("an ordinary %s is no larger than it was, and within the aim of 1,024 bytes", async (name, get) => {
  const { bytes } = await stored(get());
  expect(bytes).toBeLessThanOrEqual(reached[name]);
});

it("an order sold with a right to give it back stays within the aim, too", async () => {
  const show = await aPublishedEvent({ types: [{ refundableUntil: await fromNow(days(3)) }] });
  const { orderId } = await aPaidOrder({ show });
  const { bytes } = await stored(order.get({ orderId }).params());
  expect(bytes).toBeLessThanOrEqual(reached.order + 26);
});
