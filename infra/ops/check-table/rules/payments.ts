import { isDeepStrictEqual } from "node:util";
import { isUnpaid, type Payment, paymentIdOf } from "#domain/payment.ts";
import { linesOwedAgain, type Refund, refundsOf } from "#domain/refund.ts";
import { givenBack } from "#domain/ticket.ts";
import { days, minutes, shifted } from "#domain/time.ts";
import type { Rules } from "../rules.ts";
import { differences } from "../stored.ts";
import { behind, broken } from "../violation.ts";
import { isSold } from "./orders.ts";

/** After this an order that came to nothing is purged; what is known of its payment stays. */
const orderIsKept = days(30);

/** Its message comes after half a minute, the sweep after a quarter of an hour; twice that, and something is wrong. */
const patience = minutes(40);

const sumOf = (parts: readonly { readonly amount: number }[]) => parts.reduce((sum, { amount }) => sum + amount, 0);
const isSettled = ({ status }: Refund) => status === "succeeded" || status === "failed";

type Own = Pick<Payment, "status" | "amount" | "refundedAmount" | "lines" | "refunds">;

/** What its refunds make of it. */
function byRefunds(payment: Own) {
  const settled = refundsOf(payment).filter(isSettled);
  const tickets = new Set(settled.flatMap(({ ticketIds }) => ticketIds));
  const amount = sumOf(settled.filter(({ status }) => status === "succeeded"));
  if (tickets.size === 0) return { amount, status: payment.status };
  return { amount, status: tickets.size === payment.lines.length ? "refunded" : "partially_refunded" };
}

/** What is paid back without any tickets goes back wholly. */
const inVain = ({ status, amount, lines }: Own) => ({
  status: status === "partially_refunded" || (status === "refunded" && lines.length > 0) ? "completed" : status,
  amount: status === "refunded" ? amount : 0,
});

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
    function* (payment) {
      const { amount, refundedAmount, status, lines } = payment;
      if (refundedAmount > amount) yield broken("money", `gave back ${refundedAmount} of ${amount}`);
      const sum = sumOf(lines);
      if (lines.length > 0 && sum !== amount) yield broken("money", `is over ${amount}; its lines add up to ${sum}`);
      const given = refundsOf(payment).length > 0 ? byRefunds(payment) : inVain(payment);
      if (given.status !== status || given.amount !== refundedAmount) {
        yield broken("money", `is ${status} with ${refundedAmount} of ${amount} given back`);
      }
    },
    // Each of its refunds.
    function* (payment, { now }) {
      const taken = refundsOf(payment).filter(({ status }) => status === "pending" || status === "succeeded");
      const tickets = taken.flatMap(({ ticketIds }) => ticketIds);
      if (new Set(tickets).size < tickets.length) yield broken("money", "gives the same ticket back twice");
      for (const { refundId, amount, ticketIds, status, openedAt, settledAt } of refundsOf(payment)) {
        const lines = payment.lines.filter(({ ticketId }) => ticketIds.includes(ticketId));
        if (lines.length !== ticketIds.length || sumOf(lines) !== amount) {
          yield broken("money", `gives ${amount} back by refund ${refundId}; its tickets cost ${sumOf(lines)}`);
        }
        if ((settledAt === undefined) !== (status === "pending")) {
          yield broken("money", `has refund ${refundId}, which is ${status} and ${settledAt ?? "not settled"}`);
        }
        if (status === "pending" && shifted(openedAt, patience) < now) {
          yield behind("money", `is to give ${amount} back since ${openedAt} by refund ${refundId}`);
        }
      }
      const owed = sumOf(linesOwedAgain(payment));
      if (owed > 0) yield behind("money", `still owes ${owed}: a bank sent it back`);
    },
    // The tickets it gave back, and no others.
    function* (payment, table) {
      const ended = new Set(
        refundsOf(payment)
          .filter(isSettled)
          .flatMap(({ ticketIds }) => ticketIds),
      );
      for (const { ticketId } of payment.lines) {
        const ticket = table.find("ticket", { ticketId });
        if (!ticket) continue;
        const is = ticket.status === "cancelled" || ticket.status === "refunded";
        if (is === ended.has(ticketId) && (!is || ticket.status === givenBack(ticket))) continue;
        const what = ended.has(ticketId) ? "gave back" : "did not give back";
        yield broken("tickets", `${what} ticket ${ticketId}, which is ${ticket.status}`);
      }
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
