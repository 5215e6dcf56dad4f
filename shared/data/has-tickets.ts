import { readFirst } from "#data/page.ts";
import { ticket } from "#data/ticket.ts";

/**
 * Whether a person ever had an order confirmed, by its tickets. An index is read, which a sale of this second may not
 * have reached: to count sales on the person would make every purchase pay for it, and what this decides can be undone.
 */
export const hasTickets = async (userId: string): Promise<boolean> =>
  (await readFirst(ticket.query.ofUser({ userId }), 1, "desc")).length > 0;
