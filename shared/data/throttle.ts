import * as z from "zod";
import { entity, primary } from "#data/entity.ts";

const Throttle = z.object({
  what: z.string(),
  who: z.string(),
  tries: z.int().min(0),
  /** When the count starts anew. */
  resetsAt: z.string(),
});

export const throttle = entity("throttle", Throttle, {
  // How often somebody tried something in this window.
  byWhom: primary("throttle#{what}#{who}", "bucket"),
});
