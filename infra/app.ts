import { App } from "aws-cdk-lib";
import { buildApp } from "./build-app.ts";
import { bundle } from "./bundle.ts";
import { stageNamed } from "./stages.ts";

/** What `cdk` runs: `npx cdk deploy --all -c stage=dev`. */
try {
  const stage = stageNamed(new App({ autoSynth: false }).node.tryGetContext("stage"));
  buildApp(stage, await bundle()).synth();
} catch (problem) {
  console.error(problem instanceof Error ? problem.message : problem);
  process.exitCode = 1;
}
