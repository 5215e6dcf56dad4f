import { randomBytes } from "node:crypto";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

const randomText = (length: number): string =>
  Array.from(randomBytes(length), (byte) => ALPHABET[byte % ALPHABET.length]).join("");

/** `pi_3…`, `ch_3…`, `pm_1…`: Stripe's prefixes and lengths, random. */
export const newId = (prefix: "pi" | "ch" | "re" | "evt" | "pm" | "txn" | "whd"): string =>
  `${prefix}_${prefix === "pm" ? "1" : "3"}${randomText(23)}`;

export const newRequestId = (): string => `req_${randomText(14)}`;

export const newClientSecret = (intentId: string): string => `${intentId}_secret_${randomText(25)}`;
