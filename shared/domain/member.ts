import type * as z from "zod";
import { MembershipCard } from "#domain/organizer.ts";
import { shownTrail } from "#domain/trail.ts";
import { User } from "#domain/user.ts";

/** A member of a team, as those who run it see them. `isActive`: whether their account is open. */
export const MemberCard = MembershipCard.pick({ userId: true, role: true }).extend(
  User.pick({ firstName: true, lastName: true, email: true, isActive: true }).shape,
);

export const MemberView = MemberCard.extend(MembershipCard.pick({ organizerId: true }).shape).extend(shownTrail);
export type MemberView = z.infer<typeof MemberView>;
