import { entity, primary } from "#data/entity.ts";
import { ClaimedKey } from "#domain/repeat.ts";

export const idempotency = entity("idempotency", ClaimedKey, {
  // What a person asked for under an Idempotency-Key — the first write of it wins.
  ofKey: primary("user#{userId}#idempotency", "{operation}#{key}"),
});
