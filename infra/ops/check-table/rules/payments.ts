import { isDeepStrictEqual } from "node:util";
import { disputesOf, isDisputed, statusWithout } from "#domain/dispute.ts";
import { isUnpaid, type Payment, paymentIdOf } from "#domain/payment.ts";
import { amountOwed, isByAmount, type Refund, refundsOf, ticketsEnded } from "#domain/refund.ts";
import { standingOf } from "#domain/ticket-standing.ts";
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
/** Of what becomes of a ticket by itself, not by its payment. */
const isOwn = (status: string | undefined) => status === "active" || status === "used" || status === "expired";
const isByDispute = ({ reason }: Refund) => reason === "dispute_lost";
const isAtStripe = ({ reason }: Refund) => reason === "at_stripe";

type Own = Pick<Payment, "status" | "amount" | "refundedAmount" | "lines" | "refunds" | "disputes">;

/** What its refunds make of it. */
function byRefunds(payment: Own) {
  const amount = sumOf(refundsOf(payment).filter(({ status }) => status === "succeeded"));
  return { amount, status: isDisputed(payment) ? "disputed" : statusWithout(payment) };
}

/** What is paid back without any tickets goes back wholly. */
const inVain = ({ status, amount, lines, disputes, refundedAmount }: Own) => ({
  status: status === "partially_refunded" || (status === "refunded" && lines.length > 0) ? "completed" : status,
  amount: status === "refunded" || (isDisputed({ disputes }) && refundedAmount > 0) ? amount : 0,
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
    // All of its refunds: what was given back, and is about to be, was captured.
    function* (payment) {
      const taken = refundsOf(payment).filter(({ status }) => status === "pending" || status === "succeeded");
      if (sumOf(taken) > payment.amount) {
        // What was made in Stripe's dashboard leaves too little for what we were about to make: Stripe refuses that.
        const what = `gives ${sumOf(taken)} of ${payment.amount} back, with what is on its way`;
        yield taken.some(isAtStripe) ? behind("money", what) : broken("money", what);
      }
      const tickets = taken.filter((refund) => !isAtStripe(refund)).flatMap(({ ticketIds }) => ticketIds);
      if (new Set(tickets).size < tickets.length) yield broken("money", "gives the same ticket back twice");
      const owed = amountOwed(payment);
      if (owed > 0) yield behind("money", `still owes ${owed}: a bank sent it back, or Stripe refused it`);
    },
    // Each of its refunds.
    function* (payment, { now }) {
      // Of what went back by amount, less than their lines is left for the tickets refunded last.
      const isByLines = !refundsOf(payment).some((one) => isByAmount(one) || isAtStripe(one) || isByDispute(one));
      for (const { refundId, amount, ticketIds, status, openedAt, settledAt, failedAt } of refundsOf(payment)) {
        const lines = payment.lines.filter(({ ticketId }) => ticketIds.includes(ticketId));
        if (lines.length !== ticketIds.length || (isByLines && sumOf(lines) !== amount)) {
          yield broken("money", `gives ${amount} back by refund ${refundId}; its tickets cost ${sumOf(lines)}`);
        }
        if ((settledAt === undefined) !== (status === "pending")) {
          yield broken("money", `has refund ${refundId}, which is ${status} and ${settledAt ?? "not settled"}`);
        }
        if ((failedAt === undefined) === (status === "failed")) {
          yield broken("money", `has refund ${refundId}, which is ${status} and failed at ${failedAt ?? "no time"}`);
        }
        // While a bank holds the money it waits.
        const since = [openedAt, ...disputesOf(payment).flatMap(({ closedAt }) => closedAt ?? [])].toSorted().at(-1);
        if (status === "pending" && !isDisputed(payment) && shifted(since ?? openedAt, patience) < now) {
          yield behind("money", `is to give ${amount} back since ${openedAt} by refund ${refundId}`);
        }
      }
    },
    // What its refunds, or a dispute, make of its tickets: those it gave back have ended, and no others are suspended.
    function* (payment, table) {
      const ended = ticketsEnded(payment);
      for (const { ticketId } of payment.lines) {
        const ticket = table.find("ticket", { ticketId });
        const wanted = ticket && standingOf(ticket, payment);
        // Whether a scan or the time made it what it is, its own rule and the doors' say.
        if (!ticket || wanted === ticket.status || (isOwn(wanted) && isOwn(ticket.status))) continue;
        const isEnded = ticket.status === "cancelled" || ticket.status === "refunded";
        const what = ended.has(ticketId) ? "gave back" : isEnded ? "did not give back" : `makes ${wanted}`;
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
      const isCaptured = !isUnpaid(payment) && status !== "refunded" && status !== "disputed";
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
