import { loadOrder } from "#data/load-order.ts";
import { Fault } from "#domain/fault.ts";

/** Somebody's own order. Somebody else's is not there, exactly as if it did not exist. */
export async function loadOwnOrder(orderId: string, userId: string) {
  const order = await loadOrder(orderId);
  if (order?.userId === userId) return order;
  throw new Fault("not_found");
}
