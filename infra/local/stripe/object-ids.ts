import { randomInt } from "node:crypto";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

export type Ids = {
  /** `pi_3…`, `ch_3…`, `pm_1…`, `du_1…`: Stripe's prefixes and lengths, random. */
  newId(prefix: "pi" | "ch" | "re" | "du" | "evt" | "pm" | "txn" | "whd"): string;
  newRequestId(): string;
  newClientSecret(intentId: string): string;
  newWebhookSecret(): string;
};

/** Ids nobody can guess, or, from a seeded `random`, the same ones in every run. */
export const idsFrom = (random: () => number = () => randomInt(2 ** 32) / 2 ** 32): Ids => {
  const text = (length: number): string =>
    Array.from({ length }, () => ALPHABET[Math.floor(random() * ALPHABET.length)]).join("");
  return {
    newId: (prefix) => `${prefix}_${prefix === "pm" || prefix === "du" ? "1" : "3"}${text(23)}`,
    newRequestId: () => `req_${text(14)}`,
    newClientSecret: (intentId) => `${intentId}_secret_${text(25)}`,
    newWebhookSecret: () => `whsec_${text(32)}`,
  };
};
