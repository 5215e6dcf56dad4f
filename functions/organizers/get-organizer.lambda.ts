import { loadOrganizer } from "#data/load-organizer.ts";
import { isMember } from "#data/rights.ts";
import { publicOrganizer } from "#domain/organizer.ts";
import { getOrganizer } from "#functions/organizers/get-organizer.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(getOrganizer, async ({ input, caller }) => {
  const [organizer, isTeam] = await Promise.all([
    loadOrganizer(input.organizerId),
    isMember(caller, input.organizerId),
  ]);
  return isTeam ? organizer : publicOrganizer(organizer);
});
