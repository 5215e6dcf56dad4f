import { createHash } from "node:crypto";

/** Letters and digits that depend on the text alone: ids and suffixes that AWS would draw at random. */
export function digest(text: string, length: number): string {
  const number = BigInt(`0x${createHash("sha256").update(text).digest("hex")}`);
  return number.toString(36).padStart(length, "0").slice(-length);
}

/** The name a resource gets when its author gave it none: readable, the same after every restart, within AWS's limits. */
export function madeUpName(type: string, stack: string, logicalId: string): string {
  const full = `${stack}-${logicalId}`.replace(/[^A-Za-z0-9-]/g, "-");
  const short = full.length <= 63 ? full : `${full.slice(0, 54)}-${digest(full, 8)}`;
  return type === "AWS::S3::Bucket" ? short.toLowerCase() : short;
}
