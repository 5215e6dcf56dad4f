import type { Table } from "../judge.ts";
import type { Rules } from "../rules.ts";
import type { Stored } from "../stored.ts";
import { broken, type Finding } from "../violation.ts";
import { isSold } from "./orders.ts";

type Part = { readonly eventId: string; readonly archivedAt?: string | undefined };

/** An event is archived after all that belongs to it: nothing is left behind. */
function* follows({ eventId, archivedAt }: Part, table: Table): Iterable<Finding> {
  if (archivedAt === undefined && table.find("event", { eventId })?.status === "archived") {
    yield broken("archive", "was left in the table when its event was archived");
  }
}

/** What a sale is made of moves in one step. */
function* movesWith(order: Stored<"order"> | undefined, { archivedAt }: Part): Iterable<Finding> {
  if (order && isSold(order) && (order.archivedAt === undefined) !== (archivedAt === undefined)) {
    yield broken("archive", "is not where its order is");
  }
}

export const rules: Rules = {
  event: [
    function* ({ status, archivedAt }) {
      if ((status === "archived") !== (archivedAt !== undefined)) {
        yield broken("archive", `is ${status} ${archivedAt === undefined ? "in the table" : "in the archive"}`);
      }
    },
  ],
  ticketType: [follows],
  availability: [follows],
  stock: [follows],
  scan: [follows],
  limit: [follows],
  order: [
    function* (order, table) {
      // What came to nothing is forgotten where it was.
      if (isSold(order)) yield* follows(order, table);
    },
  ],
  payment: [
    function* (payment, table) {
      if (payment.lines.length > 0) yield* movesWith(table.find("order", { orderId: payment.orderId }), payment);
    },
  ],
  ticket: [
    function* (ticket, table) {
      yield* movesWith(table.find("order", { orderId: ticket.orderId }), ticket);
    },
  ],
};
