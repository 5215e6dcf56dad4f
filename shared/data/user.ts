import { entity, primary } from "#data/entity.ts";
import { User } from "#domain/user.ts";

export const user = entity("user", User, {
  // The person with this id.
  byId: primary("user#{userId}", "user"),
});
