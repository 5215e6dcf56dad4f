import { entity, gsi, primary } from "#data/entity.ts";
import { Membership } from "#domain/organizer.ts";

export const membership = entity("membership", Membership, {
  // What a person may do for an organizer; a person's organizers.
  ofUser: primary("user#{userId}", "member#{organizerId}"),
  // An organizer's team; whoever left is not in it.
  ofOrganizer: gsi(1, "organizer#{organizerId}", "member#{userId}", (item) => item.endedAt === undefined),
});
