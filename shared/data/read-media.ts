import { ownership } from "#data/load-media.ts";
import { media } from "#data/media.ts";
import { readPage } from "#data/page.ts";
import { Fault } from "#domain/fault.ts";
import type { Media } from "#domain/media.ts";

type Place = Parameters<typeof readPage>[1];

/**
 * A page of the files of an event or organizer, newest first: those who run it see all, everybody else those that were
 * looked at, if they may see what they are for. Throws `not_found`.
 */
export async function readMediaOf(
  owner: Pick<Media, "ownerType" | "ownerId">,
  caller: { readonly userId: string } | undefined,
  page: Place,
) {
  const { isOwn, isOpen } = await ownership(owner, caller);
  if (!isOwn && !isOpen) throw new Fault("not_found");
  const { items, last } = await readPage(media.query.ofOwner(owner), page, "desc");
  const seen = isOwn ? items : items.filter(({ status }) => status === "ready");
  return { items: seen.map(({ card, status }) => ({ ...card, status })), last };
}
