import { entity, gsi, primary } from "#data/entity.ts";
import { Invitation } from "#domain/invitation.ts";

export const invitation = entity("invitation", Invitation, {
  // An address that was invited to an organizer's team; an organizer's invitations — its key is made of both, so an
  // address has one.
  ofOrganizer: primary("organizer#{organizerId}", "invitation#{invitationId}"),
  // What an address was invited to: who is erased is to be found there, too.
  ofAddress: gsi(2, "invited#{email}", "{organizerId}#{invitationId}"),
});
