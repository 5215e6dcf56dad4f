import { entity, gsi, primary } from "#data/entity.ts";
import { Organizer } from "#domain/organizer.ts";

export const organizer = entity("organizer", Organizer, {
  // The organizer with this id.
  byId: primary("organizer#{organizerId}", "organizer"),
  // Those nobody has verified yet — who has waited longest first — there until they are verified or closed.
  unverified: gsi(
    2,
    "organizers#unverified",
    "{createdAt}#{organizerId}",
    (item) => item.isVerified === false && item.isActive === true,
  ),
});
