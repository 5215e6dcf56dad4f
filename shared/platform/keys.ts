import { hkdfSync } from "node:crypto";
import { env } from "#platform/env.ts";
import { secret } from "#platform/secrets.ts";

/**
 * A key for one purpose, derived from the stage's one generated secret (HKDF-SHA256, RFC 5869, the purpose as `info`):
 * nothing to provision per purpose, and one key leaks nothing of another.
 */
export async function keyFor(purpose: string, bytes = 32): Promise<Buffer> {
  const { master } = await secret<{ master: string }>(env("KEYS_SECRET_ARN"));
  if (!master || master.length < 43) throw new Error("The stage's key secret has no usable `master`: fail closed");
  return Buffer.from(hkdfSync("sha256", master, "bilten", purpose, bytes));
}
