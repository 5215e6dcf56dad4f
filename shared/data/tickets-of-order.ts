import { everywhere } from "#data/home.ts";
import { readMany } from "#data/read-many.ts";
import { ticket } from "#data/ticket.ts";
import type { Payment } from "#domain/payment.ts";

/** The tickets a payment paid for, as they are now, archived or not, in the order of its lines. */
export async function ticketsOf({ lines }: Pick<Payment, "lines">) {
  const keys = lines.map(({ ticketId }) => ({ ticketId }));
  const tickets = new Map<string, Awaited<ReturnType<typeof read>>[number]>();
  for (const home of everywhere()) {
    const missing = keys.filter(({ ticketId }) => !tickets.has(ticketId));
    for (const one of await read(missing, home)) tickets.set(one.ticketId, one);
  }
  return lines.flatMap(({ ticketId }) => tickets.get(ticketId) ?? []);
}

const read = (keys: readonly { readonly ticketId: string }[], home: { readonly table?: string }) =>
  readMany((keys) => ticket.get([...keys]).go({ consistent: true, ...home }), keys);
