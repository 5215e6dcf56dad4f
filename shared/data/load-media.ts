import { event } from "#data/event.ts";
import { seek } from "#data/home.ts";
import { findOrganizer } from "#data/load-organizer.ts";
import { media } from "#data/media.ts";
import { isMember } from "#data/rights.ts";
import { isPublic } from "#domain/event.ts";
import { Fault } from "#domain/fault.ts";
import { isShown, type Media } from "#domain/media.ts";

type Caller = { readonly userId: string } | undefined;

/** A file as it is now, a deleted one included. Throws `not_found`. */
export async function findMedia(mediaId: string) {
  const { data } = await media.get({ mediaId }).go({ consistent: true });
  if (!data) throw new Fault("not_found");
  return data;
}
export type StoredMedia = Awaited<ReturnType<typeof findMedia>>;

/** Whether the caller runs what files are for, and whether everybody may see that; neither if there is no such thing. */
export async function ownership(
  { ownerType, ownerId }: Pick<Media, "ownerType" | "ownerId">,
  caller: Caller,
): Promise<{ isOwn: boolean; isOpen: boolean }> {
  if (ownerType === "user") return { isOwn: caller?.userId === ownerId, isOpen: false };
  if (ownerType === "organizer") {
    const [organizer, isOwn] = await Promise.all([findOrganizer(ownerId), isMember(caller, ownerId)]);
    return organizer?.isActive ? { isOwn, isOpen: true } : nothing;
  }
  const show = await seek((home) => event.get({ eventId: ownerId }).go({ consistent: true, ...home }));
  if (!show?.isActive) return nothing;
  return { isOwn: await isMember(caller, show.organizerId), isOpen: isPublic(show) };
}
const nothing = { isOwn: false, isOpen: false };

/** A file as far as the caller may see it. Throws `not_found`. */
export async function seeMedia(mediaId: string, caller: Caller): Promise<{ found: StoredMedia; isOwn: boolean }> {
  const found = await findMedia(mediaId);
  if (!found.isActive) throw new Fault("not_found");
  const { isOwn, isOpen } = await ownership(found, caller);
  if (!isOwn && !(isOpen && isShown(found))) throw new Fault("not_found");
  return { found, isOwn };
}

/** A file of the caller's own, or of what they run. Throws `not_permitted`, or `not_found` if they may not see it. */
export async function loadOwnMedia(mediaId: string, caller: NonNullable<Caller>): Promise<StoredMedia> {
  const { found, isOwn } = await seeMedia(mediaId, caller);
  if (!isOwn) throw new Fault("not_permitted");
  return found;
}
