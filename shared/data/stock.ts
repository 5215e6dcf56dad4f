import { entity, primary } from "#data/entity.ts";
import { Stock } from "#domain/stock.ts";

export const stock = entity("stock", Stock, {
  // One shard of an event's places — guarded by `live`, `left`, window and price in every hold.
  ofShard: primary("stock#{eventId}#{shard}", "stock"),
});
