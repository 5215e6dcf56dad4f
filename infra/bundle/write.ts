import { createHash } from "node:crypto";
import { copyFileSync, linkSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { closure } from "./closure.ts";
import { type Compiled, flatName } from "./compile.ts";
import type { Entry } from "./entries.ts";

/** What is known of a bundle besides its files. */
type Measured = { readonly hash: string; readonly startBytes: number };

/**
 * Writes one folder per entry with nothing but what that entry reaches. A chunk is written once and linked into each
 * folder.
 */
export function writeBundles(
  entries: readonly Entry[],
  { files, outputs }: Compiled,
  directory: string,
): (readonly [id: string, Measured])[] {
  const once = join(directory, ".files");
  for (const [path, contents] of files) put(join(once, path), contents);
  return entries.map(({ id }) => {
    const name = `${flatName(id)}.mjs`;
    const hash = createHash("sha256");
    for (const path of closure(name, outputs, "all")
      .flatMap((file) => [file, `${file}.map`])
      .sort()) {
      const contents = files.get(path);
      if (!contents) throw new Error(`esbuild wrote no ${path}`);
      const target = path.replace(name, "index.mjs");
      const written = target === "index.mjs" ? withMap(contents, name) : contents;
      hash.update(`${target}\0`).update(written);
      if (written === contents) link(join(once, path), join(directory, id, target));
      else put(join(directory, id, target), written);
    }
    const startBytes = closure(name, outputs, "start").reduce((sum, path) => sum + (outputs[path]?.bytes ?? 0), 0);
    return [id, { hash: hash.digest("hex"), startBytes }] as const;
  });
}

/** The entry is called index.mjs where it is deployed, and so is its source map. */
function withMap(contents: Uint8Array, name: string): string {
  return Buffer.from(contents)
    .toString("utf8")
    .replace(`sourceMappingURL=${name}.map`, "sourceMappingURL=index.mjs.map");
}

function put(file: string, contents: Uint8Array | string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, contents);
}

/** Not every file system has links. */
function link(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}
