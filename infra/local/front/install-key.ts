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

export type Credentials = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Whoever has only taken a role on signs with one, too. */
  readonly sessionToken?: string;
};

/** The key with this id; undefined if there is none. */
export type KeyOf = (accessKeyId: string) => Credentials | undefined;

/** What an operator signs with, on this machine only: it may do everything, as an account's administrator may. */
export const operatorKey: Credentials = { accessKeyId: "operator", secretAccessKey: "operator" };

/** Access keys of functions, and whose they are. They are those of a role, as their ids say, but never expire. */
export function functionKeys(install: string) {
  const owners = new Map<string, string>();
  const keys = new Map<string, Credentials>([[operatorKey.accessKeyId, operatorKey]]);
  return {
    credentialsFor(functionArn: string): Required<Credentials> {
      const hash = createHash("sha512").update(`${install} ${functionArn}`);
      const sessionToken = hash.copy().update(" session").digest("base64");
      const digest = hash.digest("hex");
      const accessKeyId = `ASIA${digest.slice(0, 16).toUpperCase()}`;
      const key = { accessKeyId, secretAccessKey: digest.slice(16, 64), sessionToken };
      owners.set(accessKeyId, functionArn);
      keys.set(accessKeyId, key);
      return key;
    },
    keyOf: keys.get.bind(keys) satisfies KeyOf,
    callerOf(accessKeyId: string | undefined): Caller {
      const arn = accessKeyId === undefined ? undefined : owners.get(accessKeyId);
      return arn === undefined ? { kind: "other", accessKeyId } : { kind: "function", arn };
    },
  };
}
