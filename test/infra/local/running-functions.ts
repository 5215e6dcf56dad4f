import { onTestFinished } from "vitest";
import { createClock } from "../../../infra/local/clock.ts";
import { type LambdaOptions, startLambda } from "../../../infra/local/lambda/runtime.ts";
import { readStack } from "../../../infra/local/template.ts";
import { handMadeAssembly } from "./hand-made-assembly.ts";

/** A source of `index.mjs`, alone or with properties of the function. */
type Source = string | { readonly source: string; readonly properties?: Record<string, unknown> };

/** Runs functions given as source text, from a template, until the test is over. */
export async function runningFunctions(
  sources: Record<string, Source>,
  options: Partial<LambdaOptions> & { readonly others?: Record<string, unknown> } = {},
) {
  const assembly = handMadeAssembly();
  const functions = Object.entries(sources).map(([name, given]) => {
    const { source, properties = {} } = typeof given === "string" ? { source: given } : given;
    const code = { Code: assembly.code(source), Handler: "index.handler", Runtime: "nodejs24.x", FunctionName: name };
    return [name, { Type: "AWS::Lambda::Function", Properties: { ...code, ...properties } }];
  });
  const template = { Resources: { ...Object.fromEntries(functions), ...options.others } };
  const { resources } = readStack(assembly.finish(template), "shop");
  const clock = createClock();
  const logged: string[] = [];
  const reports: string[] = [];
  const delivered: { arn: string; record: unknown; from: string }[] = [];
  const runtime = await startLambda({
    resources,
    clock,
    front: {
      url: "http://127.0.0.1:1",
      credentialsFor: (arn) => ({
        ...{ accessKeyId: `key of ${arn.split(":").at(-1)}`, secretAccessKey: "secret", sessionToken: "token" },
      }),
    },
    log: (functionName, line) => {
      if (line.startsWith("REPORT ")) reports.push(line);
      else logged.push(`${functionName}: ${line}`);
    },
    deliver: async (arn, record, from) => void delivered.push({ arn, record, from }),
    ...options,
  });
  onTestFinished(() => runtime.stop());
  const arn = (name: string) => `arn:aws:lambda:eu-central-1:000000000000:function:${name}`;
  return {
    runtime,
    clock,
    resources,
    logged,
    reports,
    delivered,
    arn,
    invoke: (name: string, event: unknown = {}) => runtime.invoke(arn(name), event),
  };
}
