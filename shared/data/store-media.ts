import { holds } from "#data/condition.ts";
import type { StoredMedia } from "#data/load-media.ts";
import { media } from "#data/media.ts";
import { withCard } from "#domain/media.ts";
import { type Change, changed } from "#domain/trail.ts";

/** Writes a file's item anew. Answers nothing if somebody else wrote it since `edited` was read. */
export async function storeMedia(edited: StoredMedia, change: Change): Promise<StoredMedia | undefined> {
  const next = { ...withCard(edited), ...changed(edited, change) };
  const write = media.put(next).where(({ version }, op) => op.eq(version, edited.version));
  return (await holds(write.go())) ? next : undefined;
}
