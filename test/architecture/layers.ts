import type { SourceFile } from "#test/architecture/import-graph.ts";

/** Where a file stands. Parts of a definition count as definitions, other parts beside a Lambda as Lambda code. */
export type Layer = keyof typeof rules;

/** What each layer may import: other layers, and packages (`*` at the end stands for anything). */
const rules = {
  domain: { layers: ["domain"], packages: ["zod", "uuid", "node:crypto", "node:net"] },
  platform: { layers: ["platform", "domain"], packages: ["*"] },
  data: {
    layers: ["data", "domain"],
    packages: ["zod", "electrodb", "@aws-sdk/client-dynamodb", "@aws-sdk/lib-dynamodb", "node:timers"],
  },
  flows: { layers: ["flows", "data", "domain", "platform", "fact"], packages: ["node:crypto"] },
  fact: { layers: ["fact", "domain", "platform"], packages: ["zod"] },
  definition: { layers: ["definition", "fact", "domain", "platform"], packages: ["zod"] },
  table: { layers: ["definition", "fact", "platform"], packages: [] },
  lambda: {
    layers: ["lambdaPart", "definition", "fact", "domain", "data", "flows", "platform"],
    packages: ["node:*", "zod"],
  },
  lambdaPart: {
    layers: ["lambdaPart", "definition", "table", "fact", "domain", "data", "flows", "platform"],
    packages: ["*"],
  },
  infra: { layers: ["infra", "local", "table", "definition", "fact", "platform", "domain"], packages: ["*"] },
  /** The cloud on one machine knows AWS and nothing of Bilten. */
  local: { layers: ["local"], packages: ["*"] },
  ops: {
    layers: ["ops", "infra", "table", "definition", "fact", "platform", "domain", "data", "flows"],
    packages: ["*"],
  },
  test: { layers: ["*"], packages: ["*"] },
} as const satisfies Record<string, { layers: readonly string[]; packages: readonly string[] }>;

/** What of the platform a definition may see: how to say things, not how to do them. */
const sayings = ["operation", "subscriber", "capability", "fact"].map((name) => `shared/platform/${name}.ts`);

/** Of what the domain may import, the names that make it impure. */
const impure =
  /^random|^generate|^getRandomValues$|^webcrypto$|^createServer$|^connect$|^Socket$|^NamespaceObject$|^v1$|^v4$|^v6$|^v7$/;

/** Known and wanted, each with its reason. */
const exceptions: Readonly<Record<string, readonly string[]>> = {
  // They show the table itself.
  "functions/site/docs.lambda.ts": ["functions/operations.ts"],
  "functions/site/get-openapi.lambda.ts": ["functions/operations.ts"],
  // The indexes project attributes by the names they are stored under, which only that file knows; it is pure.
  "infra/constructs/projected.ts": ["shared/data/stored-form.ts"],
  // A newcomer's start does what an operator does with a new stage, and fills the demo catalogue.
  "infra/start.ts": ["infra/ops/seed-categories/seed.ts", "shared/data/table.ts", "test/demo/fill.ts"],
};

export function layersOf(files: readonly SourceFile[]): (path: string) => Layer | undefined {
  const paths = new Set(files.map(({ path }) => path));
  const isDefinition = (path: string) => paths.has(path.replace(/\.ts$/, ".lambda.ts"));
  const byPath = new Map(files.map((file) => [file.path, file]));
  const definitions = new Set([...paths].filter((path) => /^(functions|events)\//.test(path) && isDefinition(path)));
  // A set grows while it is walked: what the parts of definitions import is walked too.
  for (const path of definitions) {
    for (const { target } of byPath.get(path)?.imports ?? []) {
      if (plain(target) === "part") definitions.add(target);
    }
  }
  return (path) => {
    const layer = plain(path);
    return layer === "part" ? (definitions.has(path) ? "definition" : "lambdaPart") : layer;
  };
}

function plain(path: string): Layer | "part" | undefined {
  const [top, second] = path.split("/");
  if (path === "functions/operations.ts" || path === "events/subscribers.ts" || path === "events/facts.ts")
    return "table";
  if (top === "shared") return second === "domain" || second === "data" || second === "flows" ? second : "platform";
  if (path.startsWith("events/facts/")) return "fact";
  if (top === "functions" || top === "events") return path.endsWith(".lambda.ts") ? "lambda" : "part";
  if (top === "infra") return second === "local" ? "local" : second === "ops" ? "ops" : "infra";
  return top === "test" ? "test" : undefined;
}

/** Every import that its layer may not make, as a sentence. */
export function brokenRules(files: readonly SourceFile[]): string[] {
  const layerOf = layersOf(files);
  return files.flatMap(({ path, imports }) => {
    const layer = layerOf(path);
    if (!layer) return [`${path} is in no layer`];
    const { layers, packages }: { layers: readonly string[]; packages: readonly string[] } = rules[layer];
    return imports.flatMap(({ target, names }) => {
      const isFile = /\.(ts|json|mjs)$/.test(target);
      const to = isFile ? layerOf(target) : undefined;
      const allowed = isFile ? layers.includes("*") || (to && layers.includes(to)) : packages.some(covers(target));
      if (!allowed && !exceptions[path]?.includes(target))
        return [`${path} (${layer}) imports ${target} (${to ?? "package"})`];
      if (layer === "definition" && to === "platform" && !sayings.includes(target)) {
        return [`${path} (definition) imports ${target}, which does things`];
      }
      if (layer === "domain" && !isFile && names.some((name) => impure.test(name)) && target !== "zod") {
        return [`${path} (domain) imports ${names} of ${target}, which is not pure`];
      }
      return [];
    });
  });
}

const covers = (target: string) => (pattern: string) =>
  pattern.endsWith("*") ? target.startsWith(pattern.slice(0, -1)) : pattern === target;
