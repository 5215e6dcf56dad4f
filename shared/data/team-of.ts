import { membership } from "#data/membership.ts";
import { managing } from "#data/rights.ts";
import type { MemberRole } from "#domain/organizer.ts";

/** Who runs an organizer's events, to be told of something: by the index, which guards nothing. */
export async function managersOf(organizerId: string): Promise<string[]> {
  const { data } = await membership.query.ofOrganizer({ organizerId }).go({ pages: "all" });
  const runs = (role: MemberRole) => managing.some((one) => one === role);
  return data.flatMap(({ card: { userId, role } }) => (runs(role) ? userId : []));
}
