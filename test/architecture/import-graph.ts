import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { parseSync, Visitor } from "oxc-parser";

export const root = join(import.meta.dirname, "../..");

/** A source file, by its path from the root, and all it imports: other files by path, packages by name. */
export type SourceFile = {
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  /** It only passes on what other files export. */
  readonly isBarrel: boolean;
};
export type Import = { readonly target: string; readonly names: readonly string[] };

const ownSource = ["functions", "events", "shared", "infra", "test"];

/** Every TypeScript file of ours. */
export const sourcePaths = () =>
  ownSource.flatMap((top) =>
    readdirSync(join(root, top), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => join(top, name)),
  );

export const sourceFiles = () => sourcePaths().map((path) => read(path, readFileSync(join(root, path), "utf8")));

/** What a file imports: types and values, static and dynamic, and workers started by URL. */
export function read(path: string, text: string): SourceFile {
  const { program, module, errors } = parseSync(path, text);
  if (errors[0]) throw new Error(`${path}: ${errors[0].message}`);
  const found: Import[] = [];
  const add = (specifier: string, names: readonly string[] = []) =>
    found.push({ target: resolved(specifier, path), names });
  for (const { moduleRequest, entries } of module.staticImports) {
    add(
      moduleRequest.value,
      entries.map(({ importName }) => importName.name ?? importName.kind),
    );
  }
  const passedOn = module.staticExports.flatMap(({ entries }) => entries);
  for (const { moduleRequest, importName } of passedOn) {
    if (moduleRequest) add(moduleRequest.value, [importName.name ?? importName.kind]);
  }
  const literal = (node: { type: string; value?: unknown }) =>
    node.type === "Literal" && typeof node.value === "string" ? node.value : undefined;
  new Visitor({
    ImportExpression: ({ source }) => add(literal(source) ?? "(computed)"),
    TSImportType: ({ source }) => add(literal(source) ?? "(computed)"),
    NewExpression: ({ callee, arguments: [first] }) => {
      const value = first && literal(first);
      if (callee.type === "Identifier" && callee.name === "URL" && value?.endsWith(".ts")) add(value);
    },
  }).visit(program);
  const isBarrel = program.body.length > 0 && program.body.every(({ type, ...node }) => passesOn(type, node));
  return { path, lines: text.trimEnd().split("\n").length, imports: found, isBarrel };
}

const passesOn = (type: string, node: object) =>
  type === "ExportAllDeclaration" || (type === "ExportNamedDeclaration" && "source" in node && node.source !== null);

const folders: Readonly<Record<string, string>> = {
  "#domain": "shared/domain",
  "#data": "shared/data",
  "#flows": "shared/flows",
  "#platform": "shared/platform",
  "#functions": "functions",
  "#events": "events",
  "#infra": "infra",
  "#test": "test",
};

/** A path from the root, or a package: `@aws-sdk/client-s3` for anything within it. */
function resolved(specifier: string, from: string): string {
  if (specifier.startsWith(".")) return relative(root, join(root, dirname(from), specifier));
  const [head = "", ...rest] = specifier.split("/");
  const folder = folders[head];
  if (folder) return join(folder, ...rest);
  return head.startsWith("@") ? `${head}/${rest[0]}` : head;
}
