import { describe, expect, it } from "vitest";
import { runningFunctions } from "./running-functions.ts";

describe("an invocation", () => {
  it("hands the event over as JSON, with a context, and answers what the handler returns", async () => {
    const { invoke, arn } = await runningFunctions({
      echo: {
        source: `export const handler = async (event, context) => ({
          event, requestId: context.awsRequestId, name: context.functionName, arn: context.invokedFunctionArn,
          memory: context.memoryLimitInMB, remaining: context.getRemainingTimeInMillis(), gone: undefined })`,
        properties: { MemorySize: 512, Timeout: 7 },
      },
    });
    const result = await invoke("echo", { at: new Date(0), gone: undefined });
    expect(result).toEqual({
      ok: true,
      payload: {
        event: { at: "1970-01-01T00:00:00.000Z" },
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        name: "echo",
        arn: arn("echo"),
        memory: "512",
        remaining: expect.any(Number),
      },
    });
    expect(result.ok && (result.payload as { remaining: number }).remaining).toBeLessThanOrEqual(7_000);
  });

  it("answers null when the handler returns nothing, which need not be asynchronous", async () => {
    const { invoke } = await runningFunctions({ quiet: "export const handler = () => {}" });
    expect(await invoke("quiet")).toEqual({ ok: true, payload: null });
  });

  it("can go to a version or alias", async () => {
    const { runtime, arn } = await runningFunctions({ one: "export const handler = () => 1" });
    expect(await runtime.invoke(`${arn("one")}:live`, {})).toEqual({ ok: true, payload: 1 });
  });

  it("takes 6 MB each way and not a byte more", async () => {
    const { invoke } = await runningFunctions({ echo: "export const handler = ({ times }) => 'x'.repeat(times)" });
    const most = 6 * 1_048_576;
    // Two bytes are the quotation marks of the JSON text.
    expect(await invoke("echo", "x".repeat(most - 1))).toEqual({
      ok: false,
      error: {
        errorType: "RequestEntityTooLargeException",
        errorMessage: `${most + 1} byte payload is too large for the RequestResponse invocation type (limit ${most} bytes)`,
      },
    });
    expect(await invoke("echo", "x".repeat(most - 2))).toEqual({ ok: true, payload: "" });
    expect(await invoke("echo", { times: most + 99 })).toEqual({
      ok: false,
      error: {
        errorType: "Function.ResponseSizeTooLarge",
        errorMessage: `Response payload size exceeded maximum allowed payload size (${most + 100} bytes).`,
      },
    });
    expect(await invoke("echo", { times: most + 98 })).toMatchObject({ ok: true });
  });

  it("is reported as Lambda reports it, with the memory it took", async () => {
    const source = `const kept = []; export const handler = ({ megabytes }) => void kept.push(Buffer.alloc(megabytes * 2 ** 20))`;
    const { invoke, reports } = await runningFunctions({ eat: { source, properties: { MemorySize: 256 } } });
    await invoke("eat", { megabytes: 1 });
    await invoke("eat", { megabytes: 50 });
    const facts =
      /^REPORT RequestId: [0-9a-f-]{36}\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\tMemory Size: 256 MB\tMax Memory Used: (\d+) MB$/;
    const [less = 0, more = 0] = reports.map((line) => Number(facts.exec(line)?.[1]));
    expect(more).toBeGreaterThanOrEqual(less + 49);
  });
});

describe("the environment", () => {
  it("holds the template's variables and AWS's, and nothing of the host", async () => {
    process.env.ONLY_ON_THE_HOST = "leaks";
    const { invoke } = await runningFunctions({
      env: {
        source: "export const handler = () => process.env",
        properties: { Environment: { Variables: { TABLE: "bilten", COUNT: 3 } } },
      },
    });
    const { payload } = (await invoke("env")) as { payload: Record<string, string> };
    expect(payload).toMatchObject({
      TABLE: "bilten",
      COUNT: "3",
      AWS_ENDPOINT_URL: "http://127.0.0.1:1",
      AWS_REGION: "eu-central-1",
      AWS_ACCESS_KEY_ID: "key of env",
      AWS_SESSION_TOKEN: "token",
      AWS_LAMBDA_FUNCTION_NAME: "env",
    });
    expect(Object.keys(payload).filter((name) => !/^(AWS_|LAMBDA_|_HANDLER|LANG|TZ)/.test(name))).toEqual([
      "TABLE",
      "COUNT",
    ]);
  });
});

describe("errors", () => {
  it("thrown by the handler are the result, and the instance lives on", async () => {
    const { invoke, logged } = await runningFunctions({
      fail: `let calls = 0; export const handler = async ({ fail }) => {
        calls += 1; if (fail) throw new RangeError("too far"); return calls }`,
    });
    expect(await invoke("fail", { fail: true })).toEqual({
      ok: false,
      error: { errorType: "RangeError", errorMessage: "too far" },
    });
    expect(await invoke("fail")).toEqual({ ok: true, payload: 2 });
    expect(logged.some((line) => line.startsWith("fail: Invoke Error RangeError: too far"))).toBe(true);
  });

  it.each([
    [
      "while loading",
      `throw new TypeError("no such thing")`,
      { errorType: "TypeError", errorMessage: "no such thing" },
    ],
    ["for a missing export", "export const other = 1", { errorType: "Runtime.HandlerNotFound" }],
    ["for a file that is no JavaScript", "export const =", { errorType: "SyntaxError" }],
    ["for process.exit", "export const handler = () => process.exit(3)", { errorType: "Runtime.ExitError" }],
    [
      "for a rejection nobody handles",
      `export const handler = () => { Promise.reject(new Error("lost")); return new Promise((r) => setTimeout(r, 500)) }`,
      { errorType: "Runtime.UnhandledPromiseRejection", errorMessage: "Error: lost" },
    ],
    [
      "for an exception outside of the handler",
      `export const handler = () => { setTimeout(() => { throw new Error("later") }); return new Promise((r) => setTimeout(r, 500)) }`,
      { errorType: "Error", errorMessage: "later" },
    ],
    [
      "for too much memory",
      "export const handler = () => { const all = []; for (;;) all.push(new Array(1e6).fill({})) }",
      { errorType: "Runtime.OutOfMemory", errorMessage: expect.stringContaining("signal: killed") },
    ],
  ])(
    "%s end the instance, not the cloud",
    async (_when, source, error) => {
      const { invoke } = await runningFunctions({
        broken: { source, properties: { Timeout: 30 } },
        sound: "export const handler = () => 1",
      });
      expect(await invoke("broken")).toMatchObject({ ok: false, error });
      expect(await invoke("broken")).toMatchObject({ ok: false, error });
      expect(await invoke("sound")).toMatchObject({ ok: true });
    },
    30_000,
  );

  it.each([
    ["waits", "export const handler = () => new Promise(() => setInterval(() => {}, 1000))"],
    ["is busy", "export const handler = () => { for (;;); }"],
  ])("end a handler that %s for too long", async (_how, source) => {
    const { invoke } = await runningFunctions({ slow: { source, properties: { Timeout: 0.2 } } });
    expect(await invoke("slow")).toEqual({
      ok: false,
      error: {
        errorType: "Sandbox.Timedout",
        errorMessage: expect.stringMatching(/^RequestId: \S+ Error: Task timed out after 0.20 seconds$/),
      },
    });
  });
});
