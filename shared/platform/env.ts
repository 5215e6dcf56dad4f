import type { resourceEnvironment } from "#platform/capability.ts";

type Name = (typeof resourceEnvironment)[keyof typeof resourceEnvironment] | "STAGE" | "PUBLIC_URL";

/** What the deployment tells a function. A name that is missing means a capability that was not asked for. */
export function env(name: Name): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: does the definition's "uses" name the capability that brings it?`);
  return value;
}
