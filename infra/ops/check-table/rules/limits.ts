import { limitedOf } from "#domain/person-limit.ts";
import { keepsPlace } from "#domain/ticket.ts";
import type { Table } from "../judge.ts";
import type { Rules } from "../rules.ts";
import { differences, type Stored } from "../stored.ts";
import { broken } from "../violation.ts";
import { isSold } from "./orders.ts";

/** What an order counts for against limits per person; nothing if it has ended. */
function countsOf(order: Stored<"order">, table: Table): Readonly<Record<string, number>> | undefined {
  const limited = limitedOf(order.lines);
  if (order.status === "pending") {
    return Object.fromEntries(limited.map(({ ticketTypeId, quantity }) => [ticketTypeId, quantity]));
  }
  if (!isSold(order)) return undefined;
  const payment = table.find("payment", { paymentId: order.paymentId ?? "" });
  const counts: Record<string, number> = {};
  for (const { ticketId } of payment?.lines ?? []) {
    const ticket = table.find("ticket", { ticketId });
    const isLimited = limited.some(({ ticketTypeId }) => ticketTypeId === ticket?.ticketTypeId);
    if (ticket && isLimited && keepsPlace(ticket)) counts[ticket.ticketTypeId] = (counts[ticket.ticketTypeId] ?? 0) + 1;
  }
  return counts;
}

/** What one person is counted to have is what their orders hold and have. */
export const rules: Rules = {
  limit: [
    function* ({ orders, userId, archivedAt }, table) {
      for (const [orderId, counted] of Object.entries(orders)) {
        const order = table.find("order", { orderId });
        const counts = order?.userId === userId ? countsOf(order, table) : undefined;
        if (!counts) yield broken("limit", `counts order ${orderId}, which is not theirs or has ended`);
        // What is refunded in the archive is counted out of nothing: nobody can buy any more.
        else if (archivedAt === undefined && order?.archivedAt === undefined) {
          const differs = differences(counted, counts);
          if (differs.length > 0) yield broken("limit", `counts order ${orderId} for something else than it has`);
        }
      }
    },
  ],
  order: [
    function* ({ orderId, eventId, userId, lines, status }, table) {
      if (limitedOf(lines).length === 0 || (status !== "pending" && status !== "confirmed")) return;
      const limit = table.find("limit", { eventId, userId });
      if (!limit?.orders[orderId]) yield broken("limit", "was sold under a limit per person, and is not counted");
    },
  ],
};
