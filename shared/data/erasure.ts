import { entity, primary } from "#data/entity.ts";
import { Erasure } from "#domain/erasure.ts";

export const erasure = entity("erasure", Erasure, {
  // Whether this person was erased — takes the place of the user, so that every write to the user finds nothing.
  ofUser: primary("user#{userId}", "erasure"),
});
