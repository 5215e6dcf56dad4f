import { Walk } from "#domain/walk.ts";
import { fact } from "#platform/fact.ts";

/** A walk over what belongs to an event is to begin, or to go on. */
export const walkDue = fact("walk.due.v1", "walk", Walk.pick({ eventId: true, kind: true }));
