import { MembershipCard } from "#domain/organizer.ts";
import { fact } from "#platform/fact.ts";

/** Somebody left an organizer's team. */
export const memberLeft = fact("member.left.v1", "membership", MembershipCard);
