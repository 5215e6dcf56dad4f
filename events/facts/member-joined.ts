import { MembershipCard } from "#domain/organizer.ts";
import { fact } from "#platform/fact.ts";

/** Somebody accepted an invitation to an organizer's team. */
export const memberJoined = fact("member.joined.v1", "membership", MembershipCard);
