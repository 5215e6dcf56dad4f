import type { Writers } from "#data/commit.ts";
import { personLimit } from "#data/person-limit.ts";
import type { Order } from "#domain/order.ts";
import { limitedOf, type PersonLimit } from "#domain/person-limit.ts";
import { type Change, changed, created } from "#domain/trail.ts";

type LimitWriter = Writers<{ limits: typeof personLimit }>["limits"];
type Orders = PersonLimit["orders"];

/**
 * The write that leaves what a person has as `next` makes it, on the version that is read here; none for an order of
 * which no line is limited, which costs nothing then.
 */
export async function limitWrite(
  { eventId, userId, lines }: Pick<Order, "eventId" | "userId" | "lines">,
  next: (orders: Orders) => Orders,
  change: Change,
): Promise<(limits: LimitWriter) => readonly object[]> {
  if (limitedOf(lines).length === 0) return () => [];
  const { data: was } = await personLimit.get({ eventId, userId }).go({ consistent: true });
  const orders = next(was?.orders ?? {});
  // It was moved to the archive with another of this person's orders.
  if (!was && Object.keys(orders).length === 0) return () => [];
  return (limits) => [
    was
      ? limits
          .put({ ...was, orders, ...changed(was, change) })
          .where(({ version }, op) => op.eq(version, was.version))
          .commit()
      : limits.create({ eventId, userId, orders, ...created(change) }).commit(),
  ];
}
