import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compile } from "#infra/bundle/compile.ts";
import { writeBundle } from "#infra/bundle/write.ts";
import { inRoot } from "#infra/root.ts";

/** What cold starts are held against: a handler written by hand, and a module with nothing in it. */
export async function references() {
  const home = inRoot(".bench", "cold-start");
  const empty = join(home, "empty");
  mkdirSync(empty, { recursive: true });
  writeFileSync(join(empty, "index.mjs"), "export const handler = () => {};\n");
  const [compiled] = await compile([{ id: "by-hand", file: "test/bench/by-hand/get-item.ts", uses: [] }]);
  if (!compiled) throw new Error("The reference was not built");
  writeBundle(compiled, home);
  return { empty, byHand: join(home, compiled.id), byHandBytes: compiled.startBytes };
}
