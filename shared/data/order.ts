import * as z from "zod";
import { entity, gsi, primary } from "#data/entity.ts";
import { Order } from "#domain/order.ts";

/** `holdBucket` is the partition of pending holds an order is found in. */
const StoredOrder = Order.extend({ holdBucket: z.int().min(0).max(15) });

export const order = entity("order", StoredOrder, {
  // The order with this id, which comes from buyer and Idempotency-Key — so a replay finds it by key.
  byId: primary("order#{orderId}", "order"),
  // My orders — newest first.
  ofUser: gsi(1, "user#{userId}#order", "{createdAt}#{orderId}"),
  // An event's orders by status — by time — one partition per index shard; there once confirmed.
  ofEvent: gsi(
    2,
    "event#{eventId}#{shard}",
    "order#{status}#{createdAt}#{orderId}",
    (item) => item.status !== "pending" && item.status !== "expired" && item.status !== "cancelled",
  ),
  // Holds past their time — by when they end — sixteen partitions; there while pending.
  holds: gsi(3, "holds#{holdBucket}", "{holdUntil}#{orderId}", (item) => item.status === "pending"),
});
