import { changeOrganizer } from "#data/change-organizer.ts";
import { loadErasure } from "#data/load-erasure.ts";
import { requireRole } from "#data/rights.ts";
import { Fault } from "#domain/fault.ts";
import { restoreOrganizer } from "#functions/organizers/restore-organizer.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(restoreOrganizer, async ({ input, caller, change }) => {
  await requireRole(caller, "super_admin");
  return changeOrganizer(
    input.organizerId,
    async (organizer) => {
      if (organizer.isActive) return undefined;
      // Erasing its owner writes it, too: whoever is erased after this look has it decided anew.
      if (await loadErasure(organizer.userId))
        throw new Fault("not_changeable", "Its owner was erased: it is nobody's.");
      return { ...organizer, isActive: true };
    },
    change(),
  );
});
