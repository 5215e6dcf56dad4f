import { createCipheriv, createDecipheriv } from "node:crypto";
import * as z from "zod";

/** A personal value in the audit log, which only the key of the person it is `of` opens. */
export const Sealed = z.strictObject({ of: z.string(), sealed: z.string() });
export type Sealed = z.infer<typeof Sealed>;

/** What stands for a personal value whose person has no key any more. */
export const erased = { erased: true } as const;
export const isErased = (value: unknown) => z.strictObject({ erased: z.literal(true) }).safeParse(value).success;

/** What a sealed value belongs to: it cannot be moved to another item or attribute and still be opened. */
export type Place = { readonly pk: string; readonly sk: string; readonly field: string };

const bound = ({ pk, sk, field }: Place) => Buffer.from([pk, sk, field].join("\n"));

/** Seals a value by AES-256-GCM. `iv`: 12 random bytes, never used twice with one key. */
export function seal(value: unknown, key: Uint8Array, iv: Uint8Array, place: Place): string {
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(bound(place));
  const text = [iv, cipher.update(JSON.stringify(value), "utf8"), cipher.final()];
  return Buffer.concat([...text, cipher.getAuthTag()]).toString("base64url");
}

/** The value again. Throws if it was altered or moved, or sealed under another key. */
export function unseal(sealed: string, key: Uint8Array, place: Place): unknown {
  const bytes = Buffer.from(sealed, "base64url");
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12))
    .setAAD(bound(place))
    .setAuthTag(bytes.subarray(-16));
  return JSON.parse(decipher.update(bytes.subarray(12, -16), undefined, "utf8") + decipher.final("utf8"));
}
