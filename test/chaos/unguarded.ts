import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Plugin } from "esbuild";
import { compile } from "#infra/bundle/compile.ts";
import { entries } from "#infra/bundle/entries.ts";
import { hashOf } from "#infra/bundle/sources.ts";
import { writeBundle } from "#infra/bundle/write.ts";
import { type Bundles, bundle } from "#infra/bundle.ts";
import { inRoot } from "#infra/root.ts";
import { synthesize } from "#infra/synth.ts";

/** A guard of the product, as the text that states it: without that text, the guard is gone. */
export type Guard = {
  readonly name: string;
  readonly stated: readonly { readonly file: string; readonly text: string; readonly without: string }[];
};

/** The guards that sales, payments and doors stand on. */
export const guards: readonly Guard[] = [
  {
    name: "left >= n",
    stated: [
      { file: "shared/data/stock-writes.ts", text: ", op.gte(item.left, placesOf(draws))]", without: "]" },
      { file: "shared/data/stock-writes.ts", text: "guards.push(op.gte(type.left, quantity));", without: "" },
    ],
  },
  {
    name: "order not-exists",
    stated: [
      {
        file: "shared/data/hold-stock.ts",
        text: "orders.create(stored).commit()",
        without: "orders.put(stored).commit()",
      },
    ],
  },
  {
    // The same guard stands on the order and on its payment, which move together.
    name: "pending at confirm",
    stated: [
      {
        file: "shared/data/confirm-order.ts",
        text: `
      .where(({ version }, op) => op.eq(version, was.order.version))`,
        without: "",
      },
      {
        file: "shared/data/confirm-order.ts",
        text: `
          .where(({ version }, op) => op.eq(version, known.version))`,
        without: "",
      },
    ],
  },
  {
    name: "pending at release",
    stated: [
      {
        file: "shared/data/release-order.ts",
        text: `
      .where(({ version, status }, op) => \`\${op.eq(version, order.version)} AND \${op.eq(status, "pending")}\`)`,
        without: "",
      },
      {
        file: "shared/data/release-order.ts",
        text: `
                .where(({ version }, op) => op.eq(version, known.version))`,
        without: "",
      },
    ],
  },
  {
    name: "active at check-in",
    stated: [
      {
        file: "shared/data/admit-ticket.ts",
        text: `
    .where(({ status }, op) => op.eq(status, "active"))`,
        without: "",
      },
    ],
  },
];

/** Builds the product without one guard; answers its assembly. Throws if the guard is not stated as expected. */
export async function withoutGuard({ name, stated }: Guard): Promise<string> {
  const assembly = await synthesize("local", inRoot(".build", "local"));
  const built = await bundle();
  const changed = changedFiles(stated);
  const affected = entries().filter(({ id }) => {
    const map = readFileSync(join(directoryOf(built, id), "index.mjs.map"), "utf8");
    return stated.some(({ file }) => map.includes(`/${file}"`));
  });
  const id = `${name.replaceAll(/\W+/g, "-")}-${hashOf(["functions", "events", "shared", "infra", "test/chaos/unguarded.ts"])}`;
  const directory = inRoot(".build", "unguarded", id);
  if (existsSync(directory)) return join(directory, "assembly");
  const draft = `${directory}-draft-${process.pid}`;
  mkdirSync(join(draft, "lambda"), { recursive: true });
  for (const compiled of await compile(affected, [replacing(changed)])) writeBundle(compiled, join(draft, "lambda"));
  cpSync(assembly, join(draft, "assembly"), { recursive: true });
  for (const file of readdirSync(join(draft, "assembly")).filter((file) => file.endsWith(".json"))) {
    const path = join(draft, "assembly", file);
    const moved = affected.reduce(
      (text, { id }) => text.replaceAll(`${directoryOf(built, id)}"`, `${join(directory, "lambda", id)}"`),
      readFileSync(path, "utf8"),
    );
    writeFileSync(path, moved);
  }
  mkdirSync(dirname(directory), { recursive: true });
  rmSync(directory, { recursive: true, force: true });
  renameSync(draft, directory);
  return join(directory, "assembly");
}

function directoryOf(built: Bundles, id: string): string {
  const { directory } = built.get(id) ?? {};
  if (directory === undefined) throw new Error(`There is no bundle of ${id}`);
  return directory;
}

function changedFiles(stated: Guard["stated"]): Map<string, string> {
  const changed = new Map<string, string>();
  for (const { file, text, without } of stated) {
    const path = inRoot(file);
    const before = changed.get(path) ?? readFileSync(path, "utf8");
    if (before.split(text).length !== 2) throw new Error(`${file} does not state its guard once as:\n${text}`);
    changed.set(
      path,
      before.replace(text, () => without),
    );
  }
  return changed;
}

const replacing = (changed: ReadonlyMap<string, string>): Plugin => ({
  name: "without-a-guard",
  setup(build) {
    build.onLoad({ filter: /shared\/data\/.*\.ts$/ }, ({ path }) => {
      const contents = changed.get(path);
      return contents === undefined ? undefined : { contents, loader: "ts" };
    });
  },
});
