import { Organizer } from "#domain/organizer.ts";
import { fact } from "#platform/fact.ts";

/** An admin no longer vouches for an organizer. */
export const verificationRevoked = fact(
  "verification.revoked.v1",
  "organizer",
  Organizer.pick({ organizerId: true, userId: true, organizationName: true }),
);
