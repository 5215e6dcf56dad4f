import { branding as brandings } from "#data/branding.ts";
import { commit } from "#data/commit.ts";
import { holds } from "#data/condition.ts";
import type { StoredBranding } from "#data/load-branding.ts";
import { loadOrganizer } from "#data/load-organizer.ts";
import { organizer as organizers } from "#data/organizer.ts";
import type { Branding } from "#domain/branding.ts";
import { Fault } from "#domain/fault.ts";
import { type Change, changed, created, stamp } from "#domain/trail.ts";

const rounds = 5;

type New = Branding & { readonly requestHash?: string | undefined };

/**
 * Stores a new setting; an organizer's first is in use at once. Answers it with the one in use; nothing if it was stored
 * before.
 */
export async function storeBranding(branding: New, change: Change) {
  const { organizerId, brandingId } = branding;
  const stored = { ...branding, ...created(change) };
  for (let round = 0; round < rounds; round++) {
    const { activeBrandingId } = await loadOrganizer(organizerId);
    const refused = await commit({ brandings, organizers }, ({ brandings, organizers }) => [
      brandings.create(stored).commit(),
      activeBrandingId
        ? organizers
            .check({ organizerId })
            .where(({ isActive }, op) => op.eq(isActive, true))
            .commit()
        : organizers
            .patch({ organizerId })
            .set({ activeBrandingId: brandingId, ...stamp(change) })
            .add({ version: 1 })
            .where((item, op) => `${op.eq(item.isActive, true)} AND ${op.notExists(item.activeBrandingId)}`)
            .commit(),
    ]);
    if (refused.length === 0) return { stored, activeBrandingId: activeBrandingId ?? brandingId };
    if (refused.some(({ position }) => position === 0)) return undefined;
  }
  throw new Fault("busy");
}

/** Writes a setting anew. Answers nothing if somebody else wrote it since `edited` was read. */
export async function editBranding(edited: StoredBranding, change: Change): Promise<StoredBranding | undefined> {
  const next = { ...edited, ...changed(edited, change) };
  const write = brandings.put(next).where(({ version }, op) => op.eq(version, edited.version));
  return (await holds(write.go())) ? next : undefined;
}

/** Puts a setting to use in place of the one that is; it is checked not to be deleted, in the same transaction. */
export async function useBranding({ organizerId, brandingId }: StoredBranding, change: Change): Promise<void> {
  const refused = await commit({ organizers, brandings }, ({ organizers, brandings }) => [
    organizers
      .patch({ organizerId })
      .set({ activeBrandingId: brandingId, ...stamp(change) })
      .add({ version: 1 })
      .where(({ isActive }, op) => op.eq(isActive, true))
      .commit(),
    brandings
      .check({ organizerId, brandingId })
      .where(({ isActive }, op) => op.eq(isActive, true))
      .commit(),
  ]);
  if (refused.length > 0) throw new Fault("not_found");
}

/**
 * Deletes a setting as it was read. The organizer is checked to use another, in the same transaction: throws `in_use`.
 * Answers false if somebody else wrote it first.
 */
export async function removeBranding(before: StoredBranding, change: Change): Promise<boolean> {
  const { organizerId, brandingId } = before;
  const refused = await commit({ brandings, organizers }, ({ brandings, organizers }) => [
    brandings
      .put({ ...before, isActive: false, ...changed(before, change) })
      .where(({ version }, op) => op.eq(version, before.version))
      .commit(),
    organizers
      .check({ organizerId })
      .where(({ activeBrandingId }, op) => op.ne(activeBrandingId, brandingId))
      .commit(),
  ]);
  if (refused.some(({ position }) => position === 0)) return false;
  if (refused.length > 0) throw new Fault("in_use", "It is the one in use: activate another first.");
  return true;
}
