import * as z from "zod";
import { Event } from "#domain/event.ts";
import { Tally } from "#domain/tally.ts";
import { operation } from "#platform/operation.ts";

const Cancellation = Event.pick({ eventId: true, currency: true }).extend({
  cancelledAt: z.string(),
  /** Whether nothing more will be done by itself; what is `failed` then is for people. */
  isDone: z.boolean(),
  /** When its orders were counted: while they are for the first time, those found so far. */
  countedAt: z.string().optional(),
  /** Its orders, and of their money what was paid and what went back; forgotten a month after it is done. */
  tally: Tally.optional(),
});

export const getCancellation = operation("events/get-cancellation", {
  method: "GET",
  path: "/v1/events/{eventId}/cancellation",
  summary: "How far a cancelled event has come with paying its orders back, for those who run it",
  auth: "user",
  input: Event.pick({ eventId: true }),
  output: Cancellation,
  success: 200,
  uses: ["table:get", "archive:get"],
  faults: ["not_found", "not_permitted"],
  impact: "Organizers cannot see whether everybody got their money back.",
});
