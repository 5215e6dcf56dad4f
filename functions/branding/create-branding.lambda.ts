import { branding as brandings } from "#data/branding.ts";
import { claimKey } from "#data/claim-key.ts";
import { loadOrganizer } from "#data/load-organizer.ts";
import { managing, requireMember } from "#data/rights.ts";
import { storeBranding } from "#data/store-branding.ts";
import { shownBranding } from "#domain/branding.ts";
import { createdBefore, inFlight, namedRequest } from "#domain/repeat.ts";
import { createBranding } from "#functions/branding/create-branding.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(createBranding, async ({ input, caller, idempotencyKey, newId, change }) => {
  const { organizerId } = input;
  const organizer = await loadOrganizer(organizerId);
  await requireMember(caller, organizerId, managing, { isPublic: true });
  const request = namedRequest(createBranding.id, caller.userId, idempotencyKey, input);
  const brandingId = request?.id ?? newId();
  const { data } = request ? await brandings.get({ organizerId, brandingId }).go({ consistent: true }) : { data: null };
  const before = createdBefore(data ?? undefined, request);
  if (before) return shownBranding(before, organizer);
  // Of another organizer the same key would find no setting: that it was used is to be known without one.
  if (request) await claimKey(request.key, request.requestHash, change());
  const made = await storeBranding(
    { ...input, brandingId, isActive: true, requestHash: request?.requestHash },
    change(),
  );
  if (!made) throw inFlight();
  return shownBranding(made.stored, made);
});
