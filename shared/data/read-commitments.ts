import { order } from "#data/order.ts";
import { readFirst, readPage } from "#data/page.ts";
import { ticket } from "#data/ticket.ts";

/** Orders may be looked at so far back: none is pending for longer than its hold and what extends it. */
const latestOrders = 100;

/**
 * Whether an order of a person waits for its payment. By the index: it warns the person, and guards nothing. None that is
 * archived does.
 */
export async function hasPendingOrder(userId: string): Promise<boolean> {
  const orders = await readFirst(order.query.ofUser({ userId }), latestOrders, "desc");
  return orders.some(({ status }) => status === "pending");
}

/**
 * Whether a person holds a ticket that may still be used: an active one, as a walk ends the others once the doors have
 * closed, on whatever day that is by now. By the index: it warns the person, and guards nothing. Of what is archived the
 * doors closed long ago: it is not looked at.
 */
export async function hasTicketToCome(userId: string): Promise<boolean> {
  for (let after: string | undefined; ; ) {
    const page = await readPage(ticket.query.ofUser({ userId }), { limit: 500, after }, "desc");
    if (page.items.some(({ status }) => status === "active")) return true;
    if (page.last === undefined) return false;
    after = page.last;
  }
}
