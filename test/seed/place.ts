import { existsSync, readFileSync } from "node:fs";
import { inRoot } from "#infra/root.ts";

/**
 * Where in the code something stands: of `shared/domain/user.ts#User` file and line of what is called so, of
 * `shared/domain/user.ts#email:` those of a field; nothing if it is not there.
 */
export function placeOf(code: string): string | undefined {
  const [path = "", name] = code.split("#");
  if (!existsSync(inRoot(path))) return undefined;
  if (name === undefined) return path;
  const form = name.endsWith(":")
    ? `^\\s+${name.slice(0, -1)}\\b[:,?(]`
    : `^(export )?(async )?(const|function|type) ${name}\\b`;
  const at = readFileSync(inRoot(path), "utf8")
    .split("\n")
    .findIndex((line) => new RegExp(form).test(line));
  return at < 0 ? undefined : `${path}:${at + 1}`;
}
