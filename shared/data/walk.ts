import { entity, gsi, primary } from "#data/entity.ts";
import { Walk } from "#domain/walk.ts";

export const walk = entity("walk", Walk, {
  // The walk of a kind over an event — one of each.
  ofEvent: primary("walk#{eventId}", "{kind}"),
  // Walks that are to go on — by when — few in all; there while they are not over.
  due: gsi(3, "walks", "{dueAt}#{eventId}#{kind}", (item) => item.endedAt === undefined),
});
