import * as z from "zod";
import { id } from "#domain/ids.ts";
import { email, line, phone, prose, webAddress } from "#domain/text.ts";

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

/** What a list of one's organizers shows. */
export const OrganizerCard = Organizer.pick({ organizerId: true, organizationName: true }).extend({
  role: z.enum(memberRoles),
});

export const Membership = z.object({
  userId: id,
  organizerId: id,
  role: z.enum(memberRoles),
  card: OrganizerCard,
});
export type Membership = z.infer<typeof Membership>;
