import { createHash } from "node:crypto";
import type { InvokeResult } from "../seams.ts";

/** How an invocation ended, in a word. */
export const endOf = (result: InvokeResult) => {
  if (!result.ok) return result.error.errorType;
  const { payload } = result;
  const status = typeof payload === "object" && payload !== null ? Reflect.get(payload, "statusCode") : undefined;
  return status === undefined ? "done" : String(status);
};

/** A UUID that a text always makes. */
export function uuidOf(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  const variant = "89ab"[Number.parseInt(hex.charAt(16), 16) % 4];
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}
