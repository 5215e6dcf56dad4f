import { loadOrder } from "#data/load-order.ts";
import { Fault } from "#domain/fault.ts";

/** Somebody else's is not there, exactly as if it did not exist. */
function own<T extends { readonly userId: string }>(thing: T | undefined, userId: string): T {
  if (thing?.userId === userId) return thing;
  throw new Fault("not_found");
}

export const loadOwnOrder = async (orderId: string, userId: string) => own(await loadOrder(orderId), userId);
