import * as z from "zod";
import { entity, primary } from "#data/entity.ts";

const Throttle = z.object({
  what: z.string(),
  who: z.string(),
  tries: z.int().min(0),
  /** When the count starts anew. */
  resetsAt: z.string(),
  /** No password is looked at before this moment. */
  retryAt: z.string().optional(),
});

export const throttle = entity("throttle", Throttle, {
  // How often somebody tried something in this window. An account's back-off is here too and not in its credential:
  // an address without an account has the same item, so that nothing tells the two apart.
  byWhom: primary("throttle#{what}#{who}", "bucket"),
});
