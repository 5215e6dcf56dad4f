import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { compile } from "./bundle/compile.ts";
import { entries } from "./bundle/entries.ts";
import { hashOf, lambdaSources } from "./bundle/sources.ts";
import { writeBundle } from "./bundle/write.ts";
import { inRoot } from "./root.ts";

const Written = z.record(z.string(), z.object({ hash: z.string(), startBytes: z.number().int() }));

/** A Lambda's code, ready to upload; its handler is `index.handler`. */
type Bundle = {
  readonly directory: string;
  /** Says whether anything in the directory changed. */
  readonly hash: string;
  /** What Node reads before the handler can run: the entry and all it imports, but for `import()`. */
  readonly startBytes: number;
};

/** Bundles by the id of the operation or subscriber. */
export type Bundles = ReadonlyMap<string, Bundle>;

const home = inRoot(".build", "lambda");

/**
 * Bundles every Lambda of the two tables, or finds them as they were bundled before: each state of the sources has a
 * folder of its own, so that two processes never disturb each other.
 */
export async function bundle(): Promise<Bundles> {
  const sources = hashOf(lambdaSources);
  const directory = join(home, sources);
  const list = join(directory, "bundles.json");
  if (!existsSync(list)) {
    const compiled = await compile(entries());
    mkdirSync(home, { recursive: true });
    const draft = mkdtempSync(join(home, "draft-"));
    const written = compiled.map((each) => writeBundle(each, draft));
    writeFileSync(join(draft, "bundles.json"), JSON.stringify(Object.fromEntries(written), undefined, 2));
    moveInto(draft, directory);
    forgetOldest();
  }
  utimesSync(directory, new Date(), new Date());
  const built = Written.parse(JSON.parse(readFileSync(list, "utf8")));
  return new Map(Object.entries(built).map(([id, entry]) => [id, { ...entry, directory: join(directory, id) }]));
}

/** Whoever is first wins; both hold the same. */
function moveInto(draft: string, directory: string): void {
  try {
    renameSync(draft, directory);
  } catch (error) {
    rmSync(draft, { recursive: true });
    if (!existsSync(directory)) throw error;
  }
}

/** Only what nobody has asked for in two days: a local cloud that runs may still start functions from its own. */
function forgetOldest(): void {
  const folders = readdirSync(home).map((name) => join(home, name));
  for (const folder of folders) {
    if (Date.now() - statSync(folder).mtimeMs > 2 * 86_400_000) rmSync(folder, { recursive: true, force: true });
  }
}
