import { membership } from "#data/membership.ts";
import { organizer } from "#data/organizer.ts";
import { readMany } from "#data/read-many.ts";

/** The most keys one read takes. */
const mostKeys = 100;

/**
 * Every organizer somebody is of the team of, or was before they left, with their membership: both as they are now,
 * since an index, or a read that lags behind, would not know the one that was made a moment ago.
 */
export async function teamsOf(userId: string) {
  const { data: members } = await membership.query.ofUser({ userId }).go({ consistent: true, pages: "all" });
  const keys = members.map(({ organizerId }) => ({ organizerId }));
  const found = new Map<string, Awaited<ReturnType<typeof read>>[number]>();
  for (let from = 0; from < keys.length; from += mostKeys) {
    for (const one of await read(keys.slice(from, from + mostKeys))) found.set(one.organizerId, one);
  }
  return members.flatMap((member) => {
    const organizer = found.get(member.organizerId);
    return organizer ? [{ member, organizer }] : [];
  });
}
export type Team = Awaited<ReturnType<typeof teamsOf>>[number];

const read = (keys: readonly { readonly organizerId: string }[]) =>
  readMany((some) => organizer.get([...some]).go({ consistent: true }), keys);
