import { type Belonging, belongings } from "#data/belongings.ts";

type Page = { readonly limit: number; readonly after: string | undefined };

const kinds = Object.keys(belongings) as (keyof typeof belongings)[];

/**
 * A page of all there is about a person: of one section, and the next one when that is at its end, so that no answer
 * grows with what they have. Where the next page goes on is the section's name and its own place.
 */
export async function exportPage(
  userId: string,
  { limit, after = `${kinds[0]} ` }: Page,
): Promise<{ readonly items: Belonging[]; readonly last: string | undefined }> {
  const [name = "", ...place] = after.split(" ");
  const kind = kinds.find((kind) => kind === name);
  if (!kind) throw new Error(`An export goes on in a section there is not: ${name}`);
  const { items, last } = await belongings[kind](userId, { limit, after: place.join(" ") || undefined });
  const following = kinds[kinds.indexOf(kind) + 1];
  const next = last !== undefined ? `${kind} ${last}` : following && `${following} `;
  if (items.length === 0 && next !== undefined) return exportPage(userId, { limit, after: next });
  return { items: items.map((data) => ({ kind, data }) as Belonging), last: next };
}
