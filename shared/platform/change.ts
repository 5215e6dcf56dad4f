import type { Change } from "#domain/trail.ts";
import type { FactDefinition } from "#platform/fact.ts";

/** Makes the change an operation or reaction is about to write; each fact gets an id of its own. */
export const changes =
  (now: Date, by: string, newId: () => string) =>
  (tells?: FactDefinition): Change => ({ now, by, fact: tells && { id: newId(), type: tells.type } });
