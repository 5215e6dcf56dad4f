import { describe, expect, it, vi } from "vitest";
import { createFaults } from "../../../infra/local/faults/faults.ts";
import type { LambdaRuntime } from "../../../infra/local/seams.ts";
import { runningFunctions } from "./running-functions.ts";

const minute = 60_000;
const failing = `export const handler = ({ bad }) => { console.log("try"); if (bad) throw new Error("always"); return "good" }`;
const queueArn = (name: string) => `arn:aws:sqs:eu-central-1:000000000000:${name}`;

/** What the clock has just brought due begins a moment later. */
async function restOf(runtime: LambdaRuntime): Promise<void> {
  await new Promise(setImmediate);
  await vi.waitFor(() => expect(runtime.inFlight()).toBe(0), { timeout: 5_000, interval: 5 });
}

/** A function with both destinations, and these properties of its configuration. */
async function configured(properties: Record<string, unknown>, fn: Record<string, unknown> = {}) {
  const destination = (name: string) => ({ Destination: { "Fn::GetAtt": [name, "Arn"] } });
  const others = {
    Failed: { Type: "AWS::SQS::Queue", Properties: { QueueName: "failed" } },
    Done: { Type: "AWS::SQS::Queue", Properties: { QueueName: "done" } },
    Config: {
      Type: "AWS::Lambda::EventInvokeConfig",
      Properties: {
        FunctionName: { Ref: "fail" },
        Qualifier: "$LATEST",
        DestinationConfig: { OnFailure: destination("Failed"), OnSuccess: destination("Done") },
        ...properties,
      },
    },
  };
  const running = await runningFunctions({ fail: { source: failing, properties: fn } }, { others });
  const { runtime, logged, clock } = running;
  const atRest = () => restOf(runtime);
  return {
    ...running,
    tries: () => logged.filter((line) => line === "fail: try").length,
    start: async (event: object) => {
      await runtime.invokeAsync(running.arn("fail"), event);
      await atRest();
    },
    passes: async (milliseconds: number) => {
      clock.advance(milliseconds);
      await atRest();
    },
  };
}

describe("asynchronous invocations", () => {
  it("are tried again after a minute and after two more, then the event goes to the on-failure destination", async () => {
    const { arn, delivered, start, passes, tries } = await configured({});
    await start({ bad: true });
    await passes(minute - 1_000);
    expect(tries()).toBe(1);
    await passes(1_000);
    await passes(2 * minute - 1_000);
    expect([tries(), delivered]).toEqual([2, []]);
    await passes(1_000);
    expect(tries()).toBe(3);
    expect(delivered).toEqual([
      {
        arn: queueArn("failed"),
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
    await passes(24 * 60 * minute);
    expect(tries()).toBe(3);
  });

  it("are tried as often as the template says", async () => {
    const { delivered, start, passes, tries } = await configured({ MaximumRetryAttempts: 1 });
    await start({ bad: true });
    await passes(minute);
    expect([tries(), delivered.length]).toEqual([2, 1]);
  });

  it("are given up when the event has become too old for another try", async () => {
    const { delivered, start, passes, tries } = await configured({ MaximumEventAgeInSeconds: 90 });
    await start({ bad: true });
    await passes(minute);
    await passes(29_000);
    expect([tries(), delivered]).toEqual([2, []]);
    await passes(1_000);
    expect(tries()).toBe(2);
    expect(delivered).toMatchObject([{ record: { requestContext: { condition: "EventAgeExceeded" } } }]);
  });

  it("that are throttled come again after one second, two, four, and that is not one of their tries", async () => {
    const { delivered, start, passes, tries } = await configured({}, { ReservedConcurrentExecutions: 0 });
    await start({ bad: false });
    for (const seconds of [1, 2, 4]) await passes(seconds * 1_000);
    expect([tries(), delivered]).toEqual([0, []]);
    await passes(6 * 60 * minute);
    expect(delivered).toMatchObject([
      {
        record: {
          requestContext: { condition: "EventAgeExceeded", approximateInvokeCount: 0 },
          responsePayload: { errorType: "TooManyRequestsException" },
        },
      },
    ]);
  });

  it("that succeed go to the on-success destination", async () => {
    const { delivered, start } = await configured({});
    await start({ bad: false });
    expect(delivered).toMatchObject([
      {
        arn: queueArn("done"),
        record: { requestContext: { condition: "Success", approximateInvokeCount: 1 }, responsePayload: "good" },
      },
    ]);
    expect(delivered[0]?.record).toMatchObject({ responseContext: { statusCode: 200, executedVersion: "$LATEST" } });
  });

  it("that succeed go nowhere where no destination is set", async () => {
    const { runtime, arn, delivered } = await runningFunctions({ fail: failing });
    await runtime.invokeAsync(arn("fail"), { bad: false });
    await restOf(runtime);
    expect(delivered).toEqual([]);
  });

  it("take 1 MB, and only for a function there is", async () => {
    const { runtime, arn, start, tries } = await configured({});
    await start({ bad: false, filler: "x".repeat(1_048_576 - 30) });
    expect(tries()).toBe(1);
    const tooLarge = runtime.invokeAsync(arn("fail"), { filler: "x".repeat(1_048_576) });
    await expect(tooLarge).rejects.toMatchObject({
      name: "RequestEntityTooLargeException",
      message: "1048589 byte payload is too large for the Event invocation type (limit 1048576 bytes)",
    });
    const gone = runtime.invokeAsync(arn("gone"), {});
    await expect(gone).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  it("that time out are tried again, although their work was done", async () => {
    const faults = createFaults();
    faults.set({ seed: 1, faults: [{ kind: "function-timeout", skip: 0, times: 1, odds: 1 }] });
    const { runtime, arn, logged, clock } = await runningFunctions({ fail: failing }, { faults });
    await runtime.invokeAsync(arn("fail"), {});
    await restOf(runtime);
    clock.advance(minute);
    await restOf(runtime);
    expect(logged.filter((line) => line === "fail: try")).toHaveLength(2);
  });
});
