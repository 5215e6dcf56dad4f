import type { Change } from "#domain/trail.ts";
import type { FactDefinition } from "#platform/fact.ts";

/** What a flow takes from the shell it runs in: the time, and the changes it may make. */
export type Shell = { readonly now: Date; readonly change: (tells?: FactDefinition) => Change };
