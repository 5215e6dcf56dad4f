import { isDeepStrictEqual } from "node:util";
import { isUnpaid, paymentIdOf } from "#domain/payment.ts";
import { days, shifted } from "#domain/time.ts";
import type { Rules } from "../rules.ts";
import { differences } from "../stored.ts";
import { broken } from "../violation.ts";
import { isSold } from "./orders.ts";

/** After this an order that came to nothing is purged; what is known of its payment stays. */
const orderIsKept = days(30);

const owner = <O extends { userId: string; eventId: string; organizerId: string; currency: string }>(of: O) => {
  const { userId, eventId, organizerId, currency } = of;
  return { userId, eventId, organizerId, currency };
};

export const rules: Rules = {
  payment: [
    // What follows from its own fields.
    function* (payment) {
      const { orderId, paymentIntentId: intentId, paymentMethod } = payment;
      if (payment.paymentId !== paymentIdOf({ orderId, ...(intentId && { intentId }) })) {
        yield broken("payment", "has an id that its PaymentIntent does not make");
      }
      if ((intentId === undefined) !== (paymentMethod === "free")) {
        yield broken("payment", `was made by ${paymentMethod}, with ${intentId ?? "no PaymentIntent"}`);
      }
    },
    // Its own money.
    function* ({ amount, refundedAmount, status, lines }) {
      if (refundedAmount > amount) yield broken("money", `gave back ${refundedAmount} of ${amount}`);
      const whole = status === "refunded";
      const part = status === "partially_refunded";
      if (
        whole
          ? refundedAmount !== amount
          : part
            ? refundedAmount === 0 || refundedAmount === amount
            : refundedAmount > 0
      ) {
        yield broken("money", `is ${status} with ${refundedAmount} of ${amount} given back`);
      }
      const sum = lines.reduce((sum, line) => sum + line.amount, 0);
      if (lines.length > 0 && sum !== amount) yield broken("money", `is over ${amount}; its lines add up to ${sum}`);
    },
    // Its order.
    function* (payment, table) {
      const { paymentId, orderId, amount, lines, status, createdAt } = payment;
      const order = table.find("order", { orderId });
      if (!order) {
        const isPurged = lines.length === 0 && status !== "completed" && createdAt < shifted(table.now, -orderIsKept);
        if (!isPurged) yield broken("parents", "is for an order there is not");
        return;
      }
      const differs = differences(owner(payment), owner(order));
      if (differs.length > 0) yield broken("payment", `has not the ${differs.join(" and ")} of its order`);
      if (amount !== order.total) yield broken("money", `is over ${amount}, its order over ${order.total}`);
      const isOrders = order.paymentId === paymentId;
      const isCaptured = !isUnpaid(payment) && status !== "refunded";
      if (isSold(order) && !isOrders && isCaptured) {
        yield broken("payment", `is ${status}, and another payment bought the order's tickets`);
      } else if (!isSold(order) && isCaptured) {
        yield broken("tickets", `is ${status} without tickets or a refund: its order is ${order.status}`);
      }
      if (lines.length > 0 && !(isSold(order) && isOrders))
        yield broken("tickets", "has tickets its order did not buy");
    },
    // Its tickets: those that the order asked for, out of the places it drew.
    function* ({ paymentId, orderId, lines }, table) {
      const order = table.find("order", { orderId });
      if (!order || !isSold(order) || order.paymentId !== paymentId) return;
      const tickets = lines.map(({ ticketId }) => table.find("ticket", { ticketId }));
      const lacking = lines.filter((_, at) => !tickets[at]);
      for (const { ticketId } of lacking) yield broken("tickets", `paid for ticket ${ticketId}, which there is not`);
      const wanted = order.draws.flatMap(({ ticketTypeId, shard, quantity }) =>
        Array.from({ length: quantity }, () => `${ticketTypeId} of shard ${shard}`),
      );
      const issued = tickets.flatMap((one) => (one ? [`${one.ticketTypeId} of shard ${one.stockShard}`] : []));
      const isOnce = new Set(lines.map(({ ticketId }) => ticketId)).size === lines.length;
      if (lacking.length === 0 && !(isOnce && isDeepStrictEqual(wanted.toSorted(), issued.toSorted()))) {
        yield broken("tickets", `paid for ${lines.length} tickets; its order drew ${wanted.length} places, or others`);
      }
    },
  ],
};
