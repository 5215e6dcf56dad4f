import { MembershipCard } from "#domain/organizer.ts";
import { fact } from "#platform/fact.ts";

/** A member of an organizer's team got another role. */
export const memberRoleChanged = fact("member.role-changed.v1", "membership", MembershipCard);
