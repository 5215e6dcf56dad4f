import { v5 } from "uuid";
import * as z from "zod";

/** A lower-case UUID. Ids that do not come from a natural key are version 7: unguessable, in time order. */
export const id = z.uuid({ message: "a UUID" }).regex(/^[^A-Z]*$/, { message: "a lower-case UUID" });

const namespace = "6e1f7bd2-53a4-4dcb-9f5f-1d6f6c0f2b11";

type Derived =
  | "order"
  | "payment"
  | "ticket"
  | "refund"
  | "category"
  | "mapping"
  | "analytics"
  | "invitation"
  | "request"
  | "demo";

/**
 * The id of something that has a natural key: the same parts give the same id, so the primary key itself is the
 * uniqueness constraint (UUIDv5 of what it is and its parts, joined by newlines).
 */
export const derivedId = (what: Derived, ...parts: readonly [string, ...string[]]) =>
  v5([what, ...parts].join("\n"), namespace);

/** One of `buckets`, the same for the same id: spreads orders over shards without a counter. */
export const spread = (id: string, buckets: number) => Number.parseInt(id.slice(0, 8), 16) % buckets;
