import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { Fault } from "#domain/fault.ts";
import { keyFor } from "#platform/keys.ts";

const key = () => keyFor("cursor");

/**
 * A place in a list as text that says nothing and cannot be made or moved: AES-256-GCM, with the query and the caller
 * it was given to as associated data.
 */
export async function sealCursor(position: string, boundTo: string): Promise<string> {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", await key(), iv).setAAD(Buffer.from(boundTo));
  return Buffer.concat([iv, cipher.update(position, "utf8"), cipher.final(), cipher.getAuthTag()]).toString(
    "base64url",
  );
}

/** The place a cursor stands for. Throws `invalid_cursor` for one that was altered or given to another query or caller. */
export async function openCursor(cursor: string, boundTo: string): Promise<string> {
  const bytes = Buffer.from(cursor, "base64url");
  if (bytes.length < 28 || bytes.toString("base64url") !== cursor) throw new Fault("invalid_cursor");
  const decipher = createDecipheriv("aes-256-gcm", await key(), bytes.subarray(0, 12))
    .setAAD(Buffer.from(boundTo))
    .setAuthTag(bytes.subarray(-16));
  try {
    return decipher.update(bytes.subarray(12, -16), undefined, "utf8") + decipher.final("utf8");
  } catch {
    throw new Fault("invalid_cursor");
  }
}
