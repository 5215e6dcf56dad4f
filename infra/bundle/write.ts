import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Compiled } from "./compile.ts";

/** What is known of a bundle besides its files. */
type Measured = { readonly hash: string; readonly startBytes: number };

/** Writes a Lambda's folder. The hash says whether anything in it changed. */
export function writeBundle({ id, files, startBytes }: Compiled, home: string): readonly [id: string, Measured] {
  const directory = join(home, id);
  mkdirSync(directory, { recursive: true });
  const hash = createHash("sha256");
  for (const [name, contents] of files) {
    writeFileSync(join(directory, name), contents);
    hash.update(`${name}\0`).update(contents);
  }
  return [id, { hash: hash.digest("hex"), startBytes }];
}
