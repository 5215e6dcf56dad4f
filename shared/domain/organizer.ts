import * as z from "zod";
import { id } from "#domain/ids.ts";
import { email, line, phone, prose, webAddress } from "#domain/text.ts";
import { shownTrail } from "#domain/trail.ts";

export const memberRoles = ["owner", "manager", "check_in"] as const;
export type MemberRole = (typeof memberRoles)[number];

export const Organizer = z.object({
  organizerId: id,
  userId: id,
  organizationName: line(2, 200),
  description: prose(5000).optional(),
  website: webAddress.optional(),
  contactEmail: email,
  contactPhone: phone.optional(),
  isVerified: z.boolean(),
  isActive: z.boolean(),
  publishedEvents: z.int().min(0),
});
export type Organizer = z.infer<typeof Organizer>;

/** What people say of the organizer they make. */
export const OrganizerForm = Organizer.pick({
  organizationName: true,
  description: true,
  website: true,
  contactEmail: true,
  contactPhone: true,
});

/** What a PATCH of it may hold; `null` takes an optional field away. */
export const OrganizerEdits = OrganizerForm.partial().extend({
  description: OrganizerForm.shape.description.nullable(),
  website: OrganizerForm.shape.website.nullable(),
  contactPhone: OrganizerForm.shape.contactPhone.nullable(),
});

/**
 * An organizer's page. Buyers must be able to reach who sells to them, so its email address is public; the telephone
 * number and what it counts are for its team.
 */
export const OrganizerView = OrganizerForm.extend({
  organizerId: id,
  isVerified: z.boolean(),
  publishedEvents: z.int().optional(),
  ...shownTrail,
});

/** What everybody sees of it. */
export const publicOrganizer = <O extends Organizer>({ contactPhone: _, publishedEvents: __, ...seen }: O) => seen;

/** What a team's list shows; the organizer's name is read from the organizer, so that it is never an old one. */
export const MembershipCard = z.object({ userId: id, organizerId: id, role: z.enum(memberRoles) });

export const Membership = MembershipCard.extend({ card: MembershipCard });
export type Membership = z.infer<typeof Membership>;

/** What a list of one's organizers shows. */
export const OrganizerCard = Organizer.pick({ organizerId: true, organizationName: true, isVerified: true }).extend({
  role: z.enum(memberRoles),
});
