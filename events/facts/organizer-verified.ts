import { Organizer } from "#domain/organizer.ts";
import { fact } from "#platform/fact.ts";

/** An admin vouches for an organizer. */
export const organizerVerified = fact(
  "organizer.verified.v1",
  "organizer",
  Organizer.pick({ organizerId: true, userId: true, organizationName: true }),
);
