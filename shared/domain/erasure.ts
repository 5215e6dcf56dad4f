import * as z from "zod";
import { id } from "#domain/ids.ts";

/**
 * What is left of a person who was erased: that there was one. What has to be kept for others (orders, payments, tickets)
 * names this id, which leads to nobody any more.
 */
export const Erasure = z.object({
  userId: id,
  erasedAt: z.string(),
  /** Runs through what the person had that were too short to come to its end. */
  rounds: z.int().min(0),
  /** When nothing of theirs was found any more. */
  finishedAt: z.string().optional(),
});
export type Erasure = z.infer<typeof Erasure>;
