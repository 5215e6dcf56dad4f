import { entity, primary } from "#data/entity.ts";
import { Branding } from "#domain/branding.ts";

export const branding = entity("branding", Branding, {
  // One of an organizer's branding settings; all of them, in one query — by id — deleted ones included.
  ofOrganizer: primary("organizer#{organizerId}", "branding#{brandingId}"),
});
