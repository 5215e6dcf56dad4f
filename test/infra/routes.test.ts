import { describe, expect, test } from "vitest";
import { operations } from "#functions/operations.ts";
import { synthesized } from "./synthesized.ts";

const stack = await synthesized("prod");
const routes = stack.ofType("AWS::ApiGatewayV2::Route");

describe("the API's routes", () => {
  test("are the operations of the table, no more and no less", () => {
    const keys = routes.map(({ properties }) => properties.RouteKey);
    expect(keys.sort()).toEqual(operations.map(({ method, path }) => `${method} ${path}`).sort());
  });

  test.each(operations)("$method $path runs $id, in the nested stack of its folder", ({ id, method, path }) => {
    const route = routes.find(({ properties }) => properties.RouteKey === `${method} ${path}`);
    const target = String(route?.properties.Target).replace("integrations/", "");
    const integration = stack.ofType("AWS::ApiGatewayV2::Integration").find(({ ref }) => ref === target);
    const fn = stack.functionOf(id);
    expect(integration?.properties.IntegrationUri).toBe(fn.arn);
    expect(integration?.properties.PayloadFormatVersion).toBe("2.0");
    expect([fn.stack, route?.stack, integration?.stack]).toEqual(Array(3).fill(stackOf(id)));
  });

  test.each(operations)("only the API's route $path may call $id", ({ id, path }) => {
    const fn = stack.functionOf(id);
    const allowed = stack
      .ofType("AWS::Lambda::Permission")
      .filter(({ properties }) => properties.FunctionName === fn.arn);
    expect(allowed.map(({ properties }) => properties.Principal)).toEqual(["apigateway.amazonaws.com"]);
    expect(String(allowed[0]?.properties.SourceArn)).toMatch(/:execute-api:[^*]*\/\*\/\*\//);
    expect(String(allowed[0]?.properties.SourceArn).endsWith(path)).toBe(true);
  });

  test("lie in one nested stack per folder of functions", () => {
    const stacks = new Set(routes.map((route) => route.stack));
    expect([...stacks].sort()).toEqual([...new Set(operations.map(({ id }) => stackOf(id)))].sort());
  });

  test.each(["local", "dev", "staging", "prod"] as const)(
    "answer listed origins only in %s",
    { timeout: 60_000 },
    async (stage) => {
      const [api] = (await synthesized(stage)).ofType("AWS::ApiGatewayV2::Api");
      expect(api?.properties.CorsConfiguration).toEqual({
        AllowOrigins: expect.not.arrayContaining([expect.stringContaining("*")]),
        AllowMethods: ["GET", "POST", "PATCH", "PUT", "DELETE"],
        AllowHeaders: ["authorization", "content-type", "idempotency-key", "if-match"],
        ExposeHeaders: ["etag", "x-request-id", "retry-after", "link"],
        MaxAge: 3600,
      });
    },
  );

  test("are throttled", () => {
    const [stage] = stack.ofType("AWS::ApiGatewayV2::Stage");
    expect(stage?.properties.DefaultRouteSettings).toMatchObject({
      ThrottlingRateLimit: 10_000,
      ThrottlingBurstLimit: 5000,
    });
  });
});

/** `ticket-types/list-ticket-types` → `bilten-prod/TicketTypesFunctions`. */
function stackOf(id: string): string {
  const words = id.replace(/\/.*/, "").split("-");
  return `bilten-prod/${words.map((word) => word[0]?.toUpperCase() + word.slice(1)).join("")}Functions`;
}
