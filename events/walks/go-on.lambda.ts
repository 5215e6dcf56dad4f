import { goOn } from "#events/walks/go-on.ts";
import { walkOn } from "#events/walks/walk-on.ts";
import { react } from "#platform/consume.ts";

export const handler = react(goOn, ({ data }, occasion) => walkOn(data.eventId, data.kind, occasion));
