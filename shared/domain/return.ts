import { Fault } from "#domain/fault.ts";
import type { Order } from "#domain/order.ts";
import type { Payment } from "#domain/payment.ts";
import { linesKept } from "#domain/refund.ts";
import type { Ticket } from "#domain/ticket.ts";

type Given = Pick<Ticket, "ticketId" | "ticketNumber" | "ticketTypeId" | "ticketTypeName" | "status">;

/**
 * The tickets a buyer gives back: those asked for, or all that are left. Throws `not_refundable` unless each still lets
 * its holder in and is within the policy its order was sold with: what the ticket type says by now changes nothing.
 */
export function ticketsReturned(
  { lines }: Pick<Order, "lines">,
  payment: Pick<Payment, "lines" | "refunds">,
  tickets: readonly Given[],
  asked: readonly string[] | undefined,
  now: string,
): string[] {
  const wanted = asked ?? linesKept(payment).map(({ ticketId }) => ticketId);
  if (wanted.length === 0) throw new Fault("not_refundable", "Nothing is left to give back.");
  for (const ticketId of wanted) {
    const ticket = tickets.find((ticket) => ticket.ticketId === ticketId);
    // Who opens the refund says that it is none of this payment.
    if (!ticket) continue;
    const { ticketNumber, ticketTypeName, status } = ticket;
    if (status !== "active") throw new Fault("not_refundable", `Ticket ${ticketNumber} is ${status}.`);
    const until = lines.find(({ ticketTypeId }) => ticketTypeId === ticket.ticketTypeId)?.refundableUntil;
    if (until === undefined) {
      throw new Fault("not_refundable", `${ticketTypeName} was sold without a right to give it back.`);
    }
    if (now >= until) throw new Fault("not_refundable", `${ticketTypeName} could be given back until ${until}.`);
  }
  return [...wanted];
}
