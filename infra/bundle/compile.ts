import { basename, relative } from "node:path";
import { build, type Plugin } from "esbuild";
import { inRoot, root } from "../root.ts";
import type { Entry } from "./entries.ts";
import { leanElectrodb } from "./lean-electrodb.ts";
import { leanSchemas } from "./lean-schemas.ts";

/** One Lambda's files by name. */
export type Compiled = {
  readonly id: string;
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** What Node reads before the handler can run: the entry without what it imports later. */
  readonly startBytes: number;
};

/** Packages that some functions `import()` when they need them: a file of its own that no cold start reads. */
const loadedLater = ["stripe"];

const later: Plugin = {
  name: "loaded-later",
  setup({ onResolve }) {
    onResolve({ filter: new RegExp(`^(${loadedLater.join("|")})$`) }, ({ path, kind }) =>
      kind === "dynamic-import" ? { path: `./${path}.mjs`, external: true } : undefined,
    );
  },
};

/**
 * Ways to find credentials that a Lambda never goes (Lambda puts them into the environment, where the SDK looks first),
 * and to sign for several regions at once. The SDK imports each only when it gets to it, so leaving them out breaks
 * nothing.
 */
export const neverLoaded = [
  "@aws-sdk/credential-provider-cognito-identity",
  "@aws-sdk/credential-provider-http",
  "@aws-sdk/credential-provider-ini",
  "@aws-sdk/credential-provider-login",
  "@aws-sdk/credential-provider-process",
  "@aws-sdk/credential-provider-sso",
  "@aws-sdk/credential-provider-web-identity",
  "@aws-sdk/signature-v4-crt",
  "@smithy/credential-provider-imds",
];

/** CommonJS packages ask for Node's own modules by `require`, which an ES module does not have. */
const banner = 'import{createRequire}from"node:module";const require=createRequire(import.meta.url);';

/**
 * All entry points in one run, each linked by itself: esbuild drops from every function what that function does not
 * use. Chunks shared between them would keep what any of them uses, 65 KB of other services' protocols for each.
 * Further plugins may change what is compiled.
 */
export async function compile(entries: readonly Entry[], more: readonly Plugin[] = []): Promise<Compiled[]> {
  const outdir = inRoot("out");
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [
      ...entries.map(({ id, file }) => ({ in: file, out: `${id}/index` })),
      ...loadedLater.map((name) => ({ in: name, out: name })),
    ],
    outdir,
    write: false,
    metafile: true,
    bundle: true,
    format: "esm",
    outExtension: { ".js": ".mjs" },
    platform: "node",
    target: "node24",
    mainFields: ["module", "main"],
    minify: true,
    legalComments: "none",
    sourcemap: "linked",
    sourcesContent: false,
    external: neverLoaded,
    plugins: [leanElectrodb, leanSchemas, later, ...more],
    banner: { js: banner },
    logLevel: "silent",
  });
  const written = new Map(outputFiles.map(({ path, contents }) => [relative(outdir, path), contents]));
  return entries.map(({ id }) => {
    const { imports, bytes = 0 } = metafile.outputs[`out/${id}/index.mjs`] ?? { imports: [] };
    const needed = loadedLater.filter((name) => imports.some(({ path }) => path === `./${name}.mjs`));
    const paths = [`${id}/index`, ...needed].flatMap((path) => [`${path}.mjs`, `${path}.mjs.map`]);
    return { id, startBytes: bytes, files: new Map(paths.map((path) => [basename(path), read(written, path)])) };
  });
}

function read(written: ReadonlyMap<string, Uint8Array>, path: string): Uint8Array {
  const contents = written.get(path);
  if (!contents) throw new Error(`esbuild wrote no ${path}`);
  return contents;
}
