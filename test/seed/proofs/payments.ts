import type { GetCommandInput } from "@aws-sdk/lib-dynamodb";
import { expect } from "vitest";
import { payment } from "#data/payment.ts";
import { Payment } from "#domain/payment.ts";
import { placeOrder } from "#functions/orders/place-order.ts";
import { getPayment } from "#functions/payments/get-payment.ts";
import { receiveStripeEvent } from "#functions/payments/receive-stripe-event.ts";
import { fits } from "#test/seed/fits.ts";
import type { Kept } from "#test/seed/table-proofs.ts";
import type { World } from "#test/seed/world.ts";
import { api } from "#test/support/api.ts";
import { stored } from "#test/support/operator.ts";
import { isDone } from "#test/support/then.ts";

async function shown(world: World) {
  const { order, buyer } = await world.sale();
  return isDone(await api.call(getPayment, { paymentId: order.paymentId ?? "" }, await world.as(buyer)));
}

async function itemOf(world: World) {
  const { order } = await world.sale();
  return (await stored(payment.get({ paymentId: order.paymentId ?? "" }).params<GetCommandInput>())).item;
}

export const payments: Kept = {
  table: "payments",
  entity: "payment",
  schema: Payment,
  code: ["shared/domain/payment.ts#Payment", "shared/data/payment.ts#payment"],
  operations: [placeOrder, getPayment, receiveStripeEvent],
  shown,
  stored: itemOf,
  columns: {
    id: { as: "paymentId" },
    user_id: {
      operations: [placeOrder, getPayment],
      differently: "Stored, and not shown: only who paid may see a payment.",
      async holds(world) {
        const { userId } = await world.buyer();
        expect(await itemOf(world)).toMatchObject({ userId });
        expect(await shown(world)).not.toHaveProperty("userId");
      },
    },
    ticket_id: {
      code: ["shared/domain/payment.ts#lines:", "shared/domain/ticket.ts#paymentLines"],
      operations: [getPayment, receiveStripeEvent],
      differently:
        "One payment pays for all tickets of an order: a line per ticket, `lines[].ticketId`, with its amount.",
      async holds(world) {
        const { tickets } = await world.sale();
        const { lines, amount } = await shown(world);
        for (const { ticketId } of lines) fits("uuid", ticketId);
        expect(lines.map(({ ticketId }) => ticketId).toSorted()).toEqual(tickets.map((one) => one.ticketId).toSorted());
        expect(lines.reduce((sum, line) => sum + line.amount, 0)).toBe(amount);
      },
    },
    amount: { differently: "In minor units of `currency`." },
  },
};
