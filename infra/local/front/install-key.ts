import { createHash, randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Caller } from "./call.ts";

/**
 * One random secret per install. DynamoDB Local listens on every interface, and the access key names the database in
 * it: who does not know this one sees an empty database. The functions' keys derive from it, so they outlive a
 * restart and what was signed before it.
 */
export function installKey(stateDir: string | undefined): string {
  const file = stateDir && join(stateDir, "install-key");
  if (file && existsSync(file)) return readFileSync(file, "utf8");
  const key = randomBytes(16).toString("hex");
  if (file) writeFileSync(file, key, { mode: 0o600 });
  return key;
}

export type Credentials = { readonly accessKeyId: string; readonly secretAccessKey: string };

/** What an operator signs with, on this machine only: it may do everything, as an account's administrator may. */
export const operatorKey: Credentials = { accessKeyId: "operator", secretAccessKey: "operator" };

/** Access keys of functions, and whose they are. */
export function functionKeys(install: string) {
  const owners = new Map<string, string>();
  const secrets = new Map([[operatorKey.accessKeyId, operatorKey.secretAccessKey]]);
  return {
    credentialsFor(functionArn: string): Credentials {
      const digest = createHash("sha256").update(`${install} ${functionArn}`).digest("hex");
      const accessKeyId = `AKIA${digest.slice(0, 16).toUpperCase()}`;
      owners.set(accessKeyId, functionArn);
      secrets.set(accessKeyId, digest.slice(16));
      return { accessKeyId, secretAccessKey: digest.slice(16) };
    },
    /** What signatures under this key are checked with; undefined for a key there is not. */
    secretOf: (accessKeyId: string): string | undefined => secrets.get(accessKeyId),
    callerOf(accessKeyId: string | undefined): Caller {
      const arn = accessKeyId === undefined ? undefined : owners.get(accessKeyId);
      return arn === undefined ? { kind: "other", accessKeyId } : { kind: "function", arn };
    },
  };
}
