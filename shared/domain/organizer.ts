import * as z from "zod";
import { Fault } from "#domain/fault.ts";
import { id } from "#domain/ids.ts";
import { email, line, normalizeEmail, phone, prose, webAddress } from "#domain/text.ts";
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
  /** Which of its branding settings are in use; none as long as it has none. */
  activeBrandingId: id.optional(),
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
  activeBrandingId: id.optional(),
  publishedEvents: z.int().optional(),
  ...shownTrail,
});

/** What everybody sees of it. */
export const publicOrganizer = <O extends Organizer>({ contactPhone: _, publishedEvents: __, ...seen }: O) => seen;

/** What a team's list shows; the organizer's name is read from the organizer, so that it is never an old one. */
export const MembershipCard = z.object({ userId: id, organizerId: id, role: z.enum(memberRoles) });

export const Membership = MembershipCard.extend({
  card: MembershipCard,
  /** Since when they no longer are of the team: such a membership gives no rights, and is in no list. */
  endedAt: z.string().optional(),
});
export type Membership = z.infer<typeof Membership>;

/** What a list of one's organizers shows. */
export const OrganizerCard = Organizer.pick({ organizerId: true, organizationName: true, isVerified: true }).extend({
  role: z.enum(memberRoles),
});

/** What admins see of an organizer that waits to be verified. */
export const UnverifiedOrganizer = OrganizerForm.extend({ organizerId: id, userId: id, ...shownTrail });

/** Throws unless nothing that is on sale would lose its organizer. */
export function checkClosable({ publishedEvents }: Organizer): void {
  if (publishedEvents === 0) return;
  throw new Fault("in_use", `It has ${publishedEvents} published: cancel or complete them first.`);
}

/**
 * Decides whether an organizer counts as verified: as it was read, if `expectedVersion` says so, since what was looked at
 * may have been changed. Nothing if it does already.
 */
export const judged =
  (isVerified: boolean, expectedVersion: number | undefined) =>
  <O extends Organizer & { readonly version: number }>(organizer: O): O | undefined => {
    if (!organizer.isActive) throw new Fault("not_found");
    if (organizer.isVerified === isVerified) return undefined;
    if (expectedVersion !== undefined && organizer.version !== expectedVersion) throw new Fault("stale_version");
    return { ...organizer, isVerified };
  };

/** An organizer whose last owner is gone: its events are over, and what said whose it was is left out. */
export function closedOrganizer<O extends Organizer & { readonly requestHash?: string | undefined }>(organizer: O) {
  // The hash is of a form that had the address in it.
  const { description: _, website: __, contactPhone: ___, requestHash: ____, ...kept } = organizer;
  return { ...kept, ...nobodys, isActive: false };
}

/** The name and address of an organizer that is nobody's; no mail is ever delivered there (RFC 2606). */
export const nobodys = { organizationName: "Closed organizer", contactEmail: "nobody@organizer.invalid" };

type Reachable = { readonly email: string; readonly phone?: string | undefined };
const isAddress = ({ contactEmail }: Organizer, email: string) =>
  normalizeEmail(contactEmail) === normalizeEmail(email);

/** Whether its page, or its team, is told this person's address or telephone number. */
export const isContact = ({ email, phone }: Reachable, organizer: Organizer) =>
  isAddress(organizer, email) || (organizer.contactPhone !== undefined && organizer.contactPhone === phone);

/**
 * An organizer without what leads to this person. Nobody else's address takes the place of theirs: what another owner
 * logs in with is not for a public page unless they say so.
 */
export function withoutContact<O extends Organizer & { readonly requestHash?: string | undefined }>(
  organizer: O,
  { email, phone }: Reachable,
) {
  // The hash is of a form that had the address in it.
  const { contactPhone, contactEmail, requestHash: _, ...kept } = organizer;
  const isTheirs = contactPhone === undefined || contactPhone === phone;
  return {
    ...{ ...kept, contactEmail: isAddress(organizer, email) ? nobodys.contactEmail : contactEmail },
    ...(!isTheirs && { contactPhone }),
  };
}
