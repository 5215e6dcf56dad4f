import { createHash } from "node:crypto";

/** Stands for a text without telling it: SHA-256, base64url. For an address this hides little; it only keeps it out. */
export const fingerprint = (text: string) => createHash("sha256").update(text).digest("base64url");
