import { describe, expect, it, vi } from "vitest";
import { runningFunctions } from "./running-functions.ts";

describe("asynchronous invocations", () => {
  const failing = `export const handler = ({ bad }) => { console.log("try"); if (bad) throw new Error("always") }`;
  const configured = (properties: Record<string, unknown>) => ({
    others: {
      Failed: { Type: "AWS::SQS::Queue", Properties: { QueueName: "failed" } },
      Config: {
        Type: "AWS::Lambda::EventInvokeConfig",
        Properties: {
          FunctionName: { Ref: "fail" },
          Qualifier: "$LATEST",
          DestinationConfig: { OnFailure: { Destination: { "Fn::GetAtt": ["Failed", "Arn"] } } },
          ...properties,
        },
      },
    },
  });

  it("are tried three times, then the event goes to the on-failure destination", async () => {
    const { runtime, arn, delivered, logged } = await runningFunctions({ fail: failing }, configured({}));
    await runtime.invokeAsync(arn("fail"), { bad: true });
    expect(runtime.inFlight()).toBe(1);
    await vi.waitFor(() => expect(runtime.inFlight()).toBe(0), { timeout: 5_000 });
    expect(logged.filter((line) => line === "fail: try")).toHaveLength(3);
    expect(delivered).toEqual([
      {
        arn: "arn:aws:sqs:eu-central-1:000000000000:failed",
        from: arn("fail"),
        record: {
          version: "1.0",
          timestamp: expect.stringMatching(/Z$/),
          requestContext: {
            requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
            functionArn: `${arn("fail")}:$LATEST`,
            condition: "RetriesExhausted",
            approximateInvokeCount: 3,
          },
          requestPayload: { bad: true },
          responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
          responsePayload: { errorType: "Error", errorMessage: "always" },
        },
      },
    ]);
  });

  it("are tried as often as the template says, on the clock", async () => {
    const { runtime, arn, delivered, logged, clock } = await runningFunctions(
      { fail: failing },
      { ...configured({ MaximumRetryAttempts: 1 }), retryDelays: [60_000, 120_000] },
    );
    const tries = () => logged.filter((line) => line === "fail: try").length;
    await runtime.invokeAsync(arn("fail"), { bad: true });
    await vi.waitFor(() => expect(tries()).toBe(1), { timeout: 5_000 });
    expect(delivered).toEqual([]);
    await vi.waitFor(() => {
      clock.advance(60_000);
      expect(delivered).toHaveLength(1);
    });
    expect(tries()).toBe(2);
  });

  it("that succeed go nowhere else", async () => {
    const { runtime, arn, delivered } = await runningFunctions({ fail: failing }, configured({}));
    await runtime.invokeAsync(arn("fail"), { bad: false });
    await vi.waitFor(() => expect(runtime.inFlight()).toBe(0), { timeout: 5_000 });
    expect(delivered).toEqual([]);
  });
});
