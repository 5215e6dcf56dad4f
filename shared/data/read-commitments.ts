import { listed } from "#data/listed.ts";
import { order } from "#data/order.ts";
import { readFirst, readPage } from "#data/page.ts";
import { ticket } from "#data/ticket.ts";
import { hours, shifted } from "#domain/time.ts";

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

/** A door lets people in until twelve hours after the end: a show that began a day ago may still be on. */
const longestShow = hours(24);

/**
 * Whether a person holds a ticket that may still be used. By the index: it warns the person, and guards nothing. An
 * archived one still says `active` if nobody came, but its show ended long ago: the archive is not looked at.
 */
export async function hasTicketToCome(userId: string, now: Date): Promise<boolean> {
  const since = shifted(now, -longestShow);
  for (let after: string | undefined; ; ) {
    const page = await readPage(ticket.query.ofUser({ userId }), { limit: 500, after }, "desc");
    const tickets = page.items.map(listed(ticket, "ofUser"));
    if (tickets.some(({ status, startDate }) => status === "active" && startDate > since)) return true;
    if (page.last === undefined) return false;
    after = page.last;
  }
}
