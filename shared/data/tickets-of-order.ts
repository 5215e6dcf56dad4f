import { readMany } from "#data/read-many.ts";
import { ticket } from "#data/ticket.ts";
import type { Payment } from "#domain/payment.ts";

/** The tickets a payment paid for, as they are now, in the order of its lines. */
export async function ticketsOf({ lines }: Pick<Payment, "lines">) {
  const keys = lines.map(({ ticketId }) => ({ ticketId }));
  const tickets = await readMany((keys) => ticket.get([...keys]).go({ consistent: true }), keys);
  return lines.flatMap(({ ticketId }) => tickets.find((one) => one.ticketId === ticketId) ?? []);
}
