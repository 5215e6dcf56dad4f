import * as z from "zod";
import { day, moment } from "#domain/time.ts";

/**
 * How far a walk over the calendar has come: everything before `until` is done with, which is a day, or, of what Stripe
 * could not deliver, a moment.
 */
export const Progress = z.object({
  walk: z.enum(["roll-up-days", "undelivered"]),
  until: z.union([day, moment]),
});
export type Progress = z.infer<typeof Progress>;
