import { isDeepStrictEqual } from "node:util";
import { indexShardsFor } from "#domain/event.ts";
import { spread } from "#domain/ids.ts";
import { holdBucketOf, ticketsOf } from "#domain/order.ts";
import { paymentIdOf } from "#domain/payment.ts";
import { linesKept } from "#domain/refund.ts";
import { maxTicketsPerOrder } from "#domain/ticket-type.ts";
import { minutes, shifted } from "#domain/time.ts";
import type { Rules } from "../rules.ts";
import type { Stored } from "../stored.ts";
import { behind, broken } from "../violation.ts";
import { wasThere } from "./people.ts";

/** Whether its tickets are, or were, its buyer's. */
export const isSold = ({ status }: Pick<Stored<"order">, "status">) =>
  status === "confirmed" || status === "partially_refunded" || status === "refunded";

/** Three tries at Stripe take nine minutes, the sweep comes every five; twice that, and something is wrong. */
const patience = minutes(30);

/** How many of each ticket type, of those named more than once altogether. */
export function countOf(parts: readonly { readonly ticketTypeId: string; readonly quantity: number }[]) {
  const counts = new Map<string, number>();
  for (const { ticketTypeId, quantity } of parts) counts.set(ticketTypeId, (counts.get(ticketTypeId) ?? 0) + quantity);
  return counts;
}

export const rules: Rules = {
  order: [
    // What it belongs to.
    function* (order, table) {
      if (!wasThere(order.userId, table)) yield broken("parents", "is of a buyer there is not");
      const event = table.find("event", { eventId: order.eventId });
      if (!event) return yield broken("parents", "is for an event there is not");
      if (event.organizerId !== order.organizerId) yield broken("parents", "names another organizer than its event");
      if (event.currency !== order.currency)
        yield broken("money", `is in ${order.currency}, its event in ${event.currency}`);
      const shards = indexShardsFor(event);
      if (order.shard >= shards || (order.shard !== 0 && order.shard !== spread(order.orderId, shards))) {
        yield broken("shape", `is in index shard ${order.shard}, where no list looks for it`);
      }
      for (const { ticketTypeId, shard } of order.draws) {
        if (shard >= event.stockShards) yield broken("stock", `drew from stock shard ${shard}, which there is not`);
        if (!table.find("ticketType", { eventId: order.eventId, ticketTypeId })) {
          yield broken("parents", `has a line of ticket type ${ticketTypeId}, which there is not`);
        }
      }
    },
    // Whose event does not take place.
    function* ({ eventId, status, paymentId }, table) {
      if (status !== "confirmed" && status !== "partially_refunded") return;
      const cancelledAt = table.find("event", { eventId })?.cancelledAt;
      if (!cancelledAt || shifted(cancelledAt, patience) >= table.now) return;
      const payment = paymentId === undefined ? undefined : table.find("payment", { paymentId });
      // Of a refund that is under way, its payment tells.
      if (payment && linesKept(payment).length === 0) return;
      yield behind("money", `is ${status}, and its event was cancelled at ${cancelledAt}`);
    },
    // What follows from its own fields.
    function* (order) {
      if (order.holdBucket !== holdBucketOf(order))
        yield broken("hold", `is in hold bucket ${order.holdBucket} by mistake`);
      if (order.tickets !== ticketsOf(order)) {
        yield broken("shape", `shows ${order.tickets} tickets in lists, its lines ask for ${ticketsOf(order)}`);
      }
      if (order.orderId[14] !== "5")
        yield broken("repeat", "has an id that was not made from buyer and Idempotency-Key");
      if (!isDeepStrictEqual(countOf(order.draws), countOf(order.lines))) {
        yield broken("stock", "drew other places than its lines ask for");
      }
    },
    // What it costs.
    function* ({ lines, subtotal, discount, fee, total }) {
      const sum = lines.reduce((sum, line) => sum + line.quantity * line.unitPrice, 0);
      if (sum !== subtotal) yield broken("money", `has a subtotal of ${subtotal}; its lines add up to ${sum}`);
      if (total !== subtotal - discount + fee) {
        yield broken("money", `has a total of ${total}; ${subtotal} − ${discount} + ${fee} is something else`);
      }
    },
    // What one order may hold.
    function* (order) {
      const tickets = ticketsOf(order);
      if (tickets > maxTicketsPerOrder)
        yield broken("limit", `has ${tickets} tickets; ${maxTicketsPerOrder} is the limit`);
      const types = order.lines.map(({ ticketTypeId }) => ticketTypeId);
      if (new Set(types).size < types.length) yield broken("limit", "has several lines of one ticket type");
    },
    // Where it stands.
    function* (order, { now }) {
      const { status, confirmedAt, closedAt, purgeAt, holdUntil } = order;
      if (status === "pending") {
        if (confirmedAt || closedAt || purgeAt)
          yield broken("hold", "is pending and yet confirmed, closed or to be purged");
        if (shifted(holdUntil, patience) < now)
          yield behind("hold", `held its tickets until ${holdUntil} and still does`);
      } else if (isSold(order)) {
        if (!confirmedAt || closedAt) yield broken("hold", `is ${status} and yet not confirmed, or closed`);
        if (purgeAt) yield broken("tickets", `is ${status} and would be purged`);
      } else {
        if (!closedAt || confirmedAt) yield broken("hold", `is ${status} and yet not closed, or confirmed`);
        if (!purgeAt) yield broken("shape", `is ${status} and would be kept for ever`);
      }
    },
    // Its payment.
    function* (order, table) {
      const { paymentId, intentId, status, total } = order;
      if ((intentId || isSold(order)) && paymentId !== paymentIdOf(order)) {
        return yield broken("payment", "does not point to the payment its PaymentIntent makes");
      }
      if (isSold(order) && total > 0 && !intentId) yield broken("payment", "is sold for money without a PaymentIntent");
      const payment = paymentId === undefined ? undefined : table.find("payment", { paymentId });
      if (!payment) {
        // While it is pending, its payment is written after it; an order that ended writes both at once.
        if (paymentId !== undefined && status !== "pending") yield broken("tickets", `is ${status} and has no payment`);
        return;
      }
      if (payment.orderId !== order.orderId) return yield broken("payment", "points to the payment of another order");
      const fits: Record<typeof status, readonly (typeof payment.status)[]> = {
        pending: ["pending", "processing", "failed", "cancelled"],
        // A bank may have gone on deciding when the hold ended.
        expired: ["cancelled", "processing", "failed", "completed", "refunded", "disputed"],
        cancelled: ["cancelled", "processing", "failed", "completed", "refunded", "disputed"],
        confirmed: ["completed", "disputed"],
        partially_refunded: ["partially_refunded", "disputed"],
        refunded: ["refunded", "disputed"],
      };
      if (!fits[status].includes(payment.status))
        yield broken("tickets", `is ${status}, its payment ${payment.status}`);
    },
  ],
};
