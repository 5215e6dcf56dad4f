import { scanKey } from "#domain/check-in.ts";
import { derivedId } from "#domain/ids.ts";
import type { Rules } from "../rules.ts";
import { differences } from "../stored.ts";
import { behind, broken } from "../violation.ts";
import { isSold } from "./orders.ts";

export const rules: Rules = {
  ticket: [
    // What follows from its own fields.
    function* (ticket) {
      const { ticketId, ticketNumber, status, purchasedAt } = ticket;
      if (ticketId !== derivedId("ticket", ticketNumber))
        yield broken("unique", "has an id that its number does not make");
      if (ticketNumber.slice(4, 12) !== purchasedAt.slice(0, 10).replaceAll("-", "")) {
        yield broken("shape", `is numbered ${ticketNumber} and was bought at ${purchasedAt}`);
      }
      if (status === "used" && !ticket.admission) yield broken("door", "is used, and no scan let it in");
      if (status === "active" && ticket.admission) yield broken("door", "was let in and could be once more");
    },
    // The order that bought it.
    function* (ticket, table) {
      const order = table.find("order", { orderId: ticket.orderId });
      if (!order) return yield broken("parents", "is of an order there is not");
      if (!isSold(order)) yield broken("tickets", `is ${ticket.status}, while its order is ${order.status}`);
      const line = order.lines.find(({ ticketTypeId }) => ticketTypeId === ticket.ticketTypeId);
      if (!line) return yield broken("tickets", "is of a type its order did not buy");
      const { userId, eventId, organizerId, currency, shard, eventTitle, startDate } = order;
      const its = {
        ...{ userId, eventId, organizerId, currency, shard },
        ...{ pricePaid: line.unitPrice, eventTitle, ticketTypeName: line.name, startDate },
      };
      const differs = differences(ticket, { ...ticket, ...its });
      if (differs.length > 0) yield broken("tickets", `has not the ${differs.join(" and ")} of its order`);
    },
    // The payment that paid for it.
    function* (ticket, table) {
      const payment = table.find("payment", { paymentId: ticket.paymentId });
      if (!payment) return yield broken("parents", "is of a payment there is not");
      if (!payment.lines.some(({ ticketId }) => ticketId === ticket.ticketId)) {
        yield broken("tickets", "is in no line of its payment: nobody paid for it");
      }
    },
    // The scan that let it in; if it could not be kept at once, the fact brings it back.
    function* ({ eventId, admission }, table) {
      if (admission && !table.find("scan", scanKey(eventId, admission.nonce))) {
        yield behind("door", `was let in by scan ${admission.nonce}, which is not kept`);
      }
    },
  ],
};
