import { readFileSync } from "node:fs";
import { App, type AppProps } from "aws-cdk-lib";
import type { Bundles } from "./bundle.ts";
import { inRoot } from "./root.ts";
import { BiltenStack } from "./stacks/bilten-stack.ts";
import type { Stage } from "./stages.ts";

/**
 * The CDK app of one stage. CDK's command line hands cdk.json's context to the app it starts; whoever builds the app in
 * their own process would get other templates without it, so it is read here.
 */
export function buildApp(stage: Stage, bundles: Bundles, props: AppProps = {}): App {
  const { context } = JSON.parse(readFileSync(inRoot("cdk.json"), "utf8"));
  const app = new App({
    analyticsReporting: false,
    autoSynth: false,
    ...props,
    context: { ...context, ...props.context },
  });
  new BiltenStack(app, stage, bundles);
  return app;
}
