import { onTestFinished } from "vitest";
import { createClock } from "../../../infra/local/clock.ts";
import { gateway, type RequestLine } from "../../../infra/local/http-api/gateway.ts";
import { openOrigin } from "../../../infra/local/http-api/origin.ts";
import type { InvokeResult, Resource } from "../../../infra/local/seams.ts";
import { readStack } from "../../../infra/local/template.ts";
import { handMadeAssembly } from "./hand-made-assembly.ts";

type Api = {
  readonly routes: readonly string[];
  /** Properties of the `$default` stage. */
  readonly stage?: Record<string, unknown>;
  readonly cors?: Record<string, unknown>;
  /** What every function answers; the event itself, if left out. */
  readonly answer?: (event: unknown) => Promise<InvokeResult> | InvokeResult;
  /** Before an instance takes an invocation. */
  readonly inLine?: () => Promise<void>;
  readonly timeout?: number;
};

export function resourcesOf({ routes, cors, stage, timeout = 30_000 }: Api): readonly Resource[] {
  const api = { Type: "AWS::ApiGatewayV2::Api", Properties: { Name: "api", ...(cors && { CorsConfiguration: cors }) } };
  const perRoute = routes.flatMap((key, i) => {
    const uri = `arn:aws:lambda:eu-central-1:000000000000:function:f${i}`;
    const common = { ApiId: { Ref: "Api" } };
    const integration = {
      IntegrationType: "AWS_PROXY",
      IntegrationUri: uri,
      PayloadFormatVersion: "2.0",
      TimeoutInMillis: timeout,
    };
    const target = { "Fn::Join": ["", ["integrations/", { Ref: `Integration${i}` }]] };
    return [
      [`Integration${i}`, { Type: "AWS::ApiGatewayV2::Integration", Properties: { ...common, ...integration } }],
      [`Route${i}`, { Type: "AWS::ApiGatewayV2::Route", Properties: { ...common, RouteKey: key, Target: target } }],
    ];
  });
  const Stage = {
    Type: "AWS::ApiGatewayV2::Stage",
    Properties: { ApiId: { Ref: "Api" }, StageName: "$default", ...stage },
  };
  const template = { Resources: { Api: api, Stage, ...Object.fromEntries(perRoute) } };
  return readStack(handMadeAssembly().finish(template), "shop").resources;
}

/** Serves an API whose functions answer as told; answers its URL and what was seen of it. */
export async function serve(api: Api) {
  const lines: RequestLine[] = [];
  const origin = await openOrigin(0);
  onTestFinished(() => origin.close());
  const invoke = async (_arn: string, event: unknown, begins = () => {}): Promise<InvokeResult> => {
    await api.inLine?.();
    begins();
    return api.answer ? api.answer(event) : { ok: true, payload: { statusCode: 200, body: JSON.stringify(event) } };
  };
  const clock = createClock(Date.UTC(2026, 2, 9, 7, 8, 9, 123));
  origin.serve(
    gateway({ resources: resourcesOf(api), runtime: { invoke }, clock, onRequest: (line) => lines.push(line) }),
  );
  return { ...origin, lines, clock };
}
