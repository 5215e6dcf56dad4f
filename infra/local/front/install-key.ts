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

/** Access keys of functions, and whose they are. */
export function functionKeys(install: string) {
  const owners = new Map<string, string>();
  return {
    credentialsFor(functionArn: string): Credentials {
      const digest = createHash("sha256").update(`${install} ${functionArn}`).digest("hex");
      const accessKeyId = `AKIA${digest.slice(0, 16).toUpperCase()}`;
      owners.set(accessKeyId, functionArn);
      return { accessKeyId, secretAccessKey: digest.slice(16) };
    },
    callerOf(accessKeyId: string | undefined): Caller {
      const arn = accessKeyId === undefined ? undefined : owners.get(accessKeyId);
      return arn === undefined ? { kind: "other", accessKeyId } : { kind: "function", arn };
    },
  };
}
