import { entity, primary } from "#data/entity.ts";
import { Organizer } from "#domain/organizer.ts";

export const organizer = entity("organizer", Organizer, {
  // The organizer with this id.
  byId: primary("organizer#{organizerId}", "organizer"),
});
