import { everywhere } from "#data/home.ts";
import { readFirst } from "#data/page.ts";
import { ticket } from "#data/ticket.ts";

/**
 * Whether a person ever had an order confirmed, by its tickets, archived or not. An index is read, which a sale of this
 * second may not have reached, and none is held off until this is acted upon: to count sales on the person would make
 * every purchase pay for it, and what this decides can be undone, while the tickets hold.
 */
export async function hasTickets(userId: string): Promise<boolean> {
  for (const home of everywhere()) {
    if ((await readFirst(ticket.query.ofUser({ userId }), 1, "desc", home)).length > 0) return true;
  }
  return false;
}
