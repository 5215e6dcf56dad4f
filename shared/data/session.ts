import { entity, primary } from "#data/entity.ts";
import { Session } from "#domain/user.ts";

export const session = entity("session", Session, {
  // A login's refresh-token family — guarded by generation in every rotation.
  byFamily: primary("user#{userId}", "session#{familyId}"),
});
