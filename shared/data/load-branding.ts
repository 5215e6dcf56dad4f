import { branding } from "#data/branding.ts";
import { Fault } from "#domain/fault.ts";

type Named = { readonly organizerId: string; readonly brandingId: string };

/** One of an organizer's settings as it is now, deleted ones included. Throws `not_found`. */
export async function findBranding({ organizerId, brandingId }: Named) {
  const { data } = await branding.get({ organizerId, brandingId }).go({ consistent: true });
  if (!data) throw new Fault("not_found");
  return data;
}
export type StoredBranding = Awaited<ReturnType<typeof findBranding>>;

/** The same; throws `not_found` for a deleted one, too. */
export async function loadBranding(named: Named): Promise<StoredBranding> {
  const found = await findBranding(named);
  if (!found.isActive) throw new Fault("not_found");
  return found;
}
