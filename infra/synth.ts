import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { hashOf, lambdaSources } from "./bundle/sources.ts";
import { bundle } from "./bundle.ts";
import { root } from "./root.ts";
import { type StageName, stageNamed } from "./stages.ts";

const stackSources = ["cdk.json", "infra/build-app.ts", "infra/constructs", "infra/stacks", "infra/stages.ts"];

/** CDK's word for: refer to the functions' code where it was bundled, instead of a copy of all of it per stage. */
const codeInPlace = { "aws:cdk:disable-asset-staging": true };

/**
 * Writes into `outdir` what `cdk synth -c stage=…` would, and answers its absolute path. Does nothing if it is there
 * already, from the same sources.
 */
export async function synthesize(stage: StageName, outdir: string): Promise<string> {
  const directory = resolve(outdir);
  const state = join(directory, "sources.txt");
  const wanted = `${stage} in ${root}: ${hashOf([...lambdaSources, ...stackSources])}`;
  const isThere = () => existsSync(state) && readFileSync(state, "utf8") === wanted;
  const bundles = await bundle();
  if (isThere()) return directory;
  // CDK takes half a second to load: only whoever needs it waits for it.
  const { buildApp } = await import("./build-app.ts");
  mkdirSync(dirname(directory), { recursive: true });
  const draft = mkdtempSync(`${directory}-draft-`);
  try {
    buildApp(stageNamed(stage), bundles, { outdir: draft, context: codeInPlace }).synth();
    writeFileSync(join(draft, "sources.txt"), wanted);
    // Another process may have been quicker, and somebody reading what it wrote.
    if (!isThere()) replace(directory, draft);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return directory;
}

function replace(directory: string, draft: string): void {
  rmSync(directory, { recursive: true, force: true });
  renameSync(draft, directory);
}
