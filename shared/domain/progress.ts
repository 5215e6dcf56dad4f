import * as z from "zod";
import { day } from "#domain/time.ts";

/** How far a walk over the calendar has come: every day before `until` is done with. */
export const Progress = z.object({ walk: z.enum(["roll-up-days"]), until: day });
export type Progress = z.infer<typeof Progress>;
