import { v5 } from "uuid";
import type { Change } from "#domain/trail.ts";
import type { FactDefinition } from "#platform/fact.ts";

/** The same id for the same name. */
export const idOf = (name: string) => v5(name, "6e1f7bd2-53a4-4dcb-9f5f-1d6f6c0f2b12");

/** What carries a fact. */
export type Tells = {
  readonly fact?: { readonly id: string; readonly type: string } | undefined;
  readonly updatedAt: string;
};

const start = Date.UTC(2027, 0, 10, 12);
let facts = 0;

/** A moment of the day the table was filled, in minutes from its beginning. */
export const at = (minute: number) => new Date(start + minute * 60_000);

export const changeAt = (minute: number, tells?: FactDefinition): Change => ({
  now: at(minute),
  by: "test",
  ...(tells && { fact: { id: idOf(`fact ${facts++}`), type: tells.type } }),
});
