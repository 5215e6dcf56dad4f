import { seeEvent } from "#data/see-event.ts";
import { eventPage } from "#domain/event-page.ts";
import { getEvent } from "#functions/events/get-event.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(getEvent, async ({ input, caller }) => {
  const { sale, forTeam } = await seeEvent(input.eventId, caller);
  return eventPage(sale, { forTeam });
});
