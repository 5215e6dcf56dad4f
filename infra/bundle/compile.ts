import { relative } from "node:path";
import { build, type Metafile } from "esbuild";
import { inRoot, root } from "../root.ts";
import type { Entry } from "./entries.ts";
import { leanElectrodb } from "./lean-electrodb.ts";

/** Everything esbuild wrote, by path below the output folder, and what imports what. */
export type Compiled = {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly outputs: Metafile["outputs"];
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
 * Many entry points in one run. What they share lands in chunks that are compiled once; what is imported by `import()`
 * becomes a chunk that no cold start reads.
 */
export async function compile(entries: readonly Entry[]): Promise<Compiled> {
  const outdir = inRoot("out");
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: entries.map(({ id, file }) => ({ in: file, out: flatName(id) })),
    outdir,
    write: false,
    metafile: true,
    bundle: true,
    splitting: true,
    format: "esm",
    outExtension: { ".js": ".mjs" },
    chunkNames: "chunks/[name]-[hash]",
    platform: "node",
    target: "node24",
    mainFields: ["module", "main"],
    minify: true,
    legalComments: "none",
    sourcemap: "linked",
    sourcesContent: false,
    external: neverLoaded,
    plugins: [leanElectrodb],
    banner: { js: banner },
    logLevel: "silent",
  });
  return {
    files: new Map(outputFiles.map(({ path, contents }) => [relative(outdir, path), contents])),
    outputs: Object.fromEntries(
      Object.entries(metafile.outputs).map(([path, output]) => [relative("out", path), output]),
    ),
  };
}

/** Entries lie side by side, so that each finds the chunks at the same place when it stands alone. */
export const flatName = (id: string) => id.replaceAll("/", "--");
