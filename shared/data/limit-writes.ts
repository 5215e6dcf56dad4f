import type { Writers } from "#data/commit.ts";
import { personLimit } from "#data/person-limit.ts";
import type { Order } from "#domain/order.ts";
import { limitedOf, type PersonLimit } from "#domain/person-limit.ts";
import { type Change, changed, created } from "#domain/trail.ts";

type LimitWriter = Writers<{ limits: typeof personLimit }>["limits"];
type Counts = PersonLimit["counts"];

/**
 * The write that leaves a person's counts as `next` makes them, on the version that is read here; none for an order of
 * which no line is limited, which costs nothing then.
 */
export async function limitWrite(
  { eventId, userId, lines }: Pick<Order, "eventId" | "userId" | "lines">,
  next: (counts: Counts) => Counts,
  change: Change,
): Promise<(limits: LimitWriter) => readonly object[]> {
  if (limitedOf(lines).length === 0) return () => [];
  const { data: was } = await personLimit.get({ eventId, userId }).go({ consistent: true });
  const counts = next(was?.counts ?? {});
  return (limits) => [
    was
      ? limits
          .put({ ...was, counts, ...changed(was, change) })
          .where(({ version }, op) => op.eq(version, was.version))
          .commit()
      : limits.create({ eventId, userId, counts, ...created(change) }).commit(),
  ];
}
