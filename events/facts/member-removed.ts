import { MembershipCard } from "#domain/organizer.ts";
import { fact } from "#platform/fact.ts";

/** An owner took somebody out of an organizer's team. */
export const memberRemoved = fact("member.removed.v1", "membership", MembershipCard);
