import { once } from "node:events";
import { createServer } from "node:http";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { runningFunctions } from "./running-functions.ts";

/** Answers how often this instance was called, and which instance it is. */
const counting = `
  const instance = crypto.randomUUID(); let calls = 0;
  export const handler = async ({ hold }) => {
    calls += 1;
    if (hold) await fetch(hold);
    return { instance, calls };
  }`;

type Counted = { instance: string; calls: number };

/** A URL that answers when it is told to: handlers that fetch it stay busy until then. */
async function gate() {
  const waiting: (() => void)[] = [];
  const server = createServer((_request, response) => void waiting.push(() => response.end()));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => server.closeAllConnections());
  onTestFinished(() => void server.close());
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`,
    arrived: (count: number) => vi.waitFor(() => expect(waiting.length).toBe(count), { timeout: 5_000, interval: 5 }),
    open: () => {
      for (const answer of waiting.splice(0)) answer();
    },
  };
}

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

  it("refuses more than 6 MB, both ways", async () => {
    const { invoke } = await runningFunctions({ echo: "export const handler = ({ times }) => 'x'.repeat(times)" });
    const large = 6 * 1024 * 1024 + 200;
    expect(await invoke("echo", "x".repeat(large))).toMatchObject({
      error: { errorType: "RequestEntityTooLargeException" },
    });
    expect(await invoke("echo", { times: large })).toMatchObject({
      error: { errorType: "Function.ResponseSizeTooLarge" },
    });
    expect(await invoke("echo", { times: 1 })).toEqual({ ok: true, payload: "x" });
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
      AWS_LAMBDA_FUNCTION_NAME: "env",
    });
    expect(Object.keys(payload).filter((name) => !/^(AWS_|LAMBDA_|_HANDLER|LANG|TZ)/.test(name))).toEqual([
      "TABLE",
      "COUNT",
    ]);
  });
});

describe("instances", () => {
  it("are warm when free, and one for each invocation at the same time", async () => {
    const { invoke } = await runningFunctions({ count: counting });
    const hold = await gate();
    const { payload: first } = (await invoke("count")) as { payload: Counted };
    const { payload: second } = (await invoke("count")) as { payload: Counted };
    expect(second).toEqual({ instance: first.instance, calls: 2 });

    const both = Promise.all([invoke("count", { hold: hold.url }), invoke("count", { hold: hold.url })]);
    await hold.arrived(2);
    hold.open();
    const instances = (await both).map((result) => result.ok && (result.payload as Counted).instance);
    expect(new Set(instances).size).toBe(2);
    expect(instances).toContain(first.instance);
  });

  it("are no more than the cap; the rest waits in line", async () => {
    const { invoke, runtime } = await runningFunctions({ count: counting }, { instanceCap: 2 });
    const hold = await gate();
    const order: number[] = [];
    const all = [0, 1, 2, 3, 4].map(async (i) => {
      const result = await invoke("count", { hold: hold.url });
      order.push(i);
      return result.ok && (result.payload as Counted).instance;
    });
    for (const running of [2, 2, 1]) {
      await hold.arrived(running);
      hold.open();
    }
    expect(new Set(await Promise.all(all)).size).toBe(2);
    expect(order.indexOf(4)).toBe(4);
    expect(runtime.inFlight()).toBe(0);
  });

  it("are retired after a time without work", async () => {
    const { invoke } = await runningFunctions({ count: counting }, { idleMilliseconds: 1 });
    const { payload: first } = (await invoke("count")) as { payload: Counted };
    await vi.waitFor(async () => {
      const { payload } = (await invoke("count")) as { payload: Counted };
      expect(payload.instance).not.toBe(first.instance);
    });
  });

  it("are frozen between invocations: work left over makes no progress", async () => {
    const { invoke } = await runningFunctions({
      leave: `let ticks = 0;
        export const handler = ({ start }) => { if (start) setInterval(() => { ticks += 1 }, 1); return ticks }`,
      other: "export const handler = () => new Promise((resolve) => setTimeout(resolve, 60))",
    });
    await invoke("leave", { start: true });
    await invoke("other");
    const { payload } = (await invoke("leave")) as { payload: number };
    expect(payload).toBeLessThanOrEqual(2); // a thawed interval catches up once, not sixty times
  });

  it("use connections kept open from before the freeze", async () => {
    const server = createServer((request, response) => response.end(String(request.socket.remotePort)));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    onTestFinished(() => void server.close());
    onTestFinished(() => server.closeAllConnections());
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
    const { invoke } = await runningFunctions({
      call: "export const handler = async ({ url }) => (await fetch(url)).text()",
    });
    expect(await invoke("call", { url })).toEqual(await invoke("call", { url }));
    server.closeAllConnections(); // now the other side closes them, unseen by the frozen instance
    expect(await invoke("call", { url })).toMatchObject({ ok: true });
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
      { errorType: "Runtime.ExitError", errorMessage: expect.stringContaining("memory") },
    ],
  ])("%s end the instance, not the cloud", async (_when, source, error) => {
    const { invoke } = await runningFunctions({ broken: { source, properties: { Timeout: 30 } }, sound: counting });
    expect(await invoke("broken")).toMatchObject({ ok: false, error });
    expect(await invoke("broken")).toMatchObject({ ok: false, error });
    expect(await invoke("sound")).toMatchObject({ ok: true });
  });

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

describe("the clock in a function", () => {
  it("is the local cloud's, already while the code loads, and does not touch its deadline", async () => {
    const { invoke, clock } = await runningFunctions({
      time: `const loaded = Date.now();
        export const handler = (event, context) => ({ loaded, now: new Date().toISOString(), left: context.getRemainingTimeInMillis() })`,
    });
    clock.advance(86_400_000);
    const tomorrow = clock.now();
    const { payload } = (await invoke("time")) as { payload: { loaded: number; now: string; left: number } };
    expect(payload.loaded).toBeGreaterThanOrEqual(tomorrow);
    clock.advance(86_400_000);
    const { payload: later } = (await invoke("time")) as { payload: { loaded: number; now: string; left: number } };
    expect(later.loaded).toBe(payload.loaded);
    expect(Date.parse(later.now)).toBeGreaterThanOrEqual(tomorrow + 86_400_000);
    expect(later.left).toBeGreaterThan(0);
  });
});

describe("output", () => {
  it("is told line by line, with the function's name, also what was written just before the freeze", async () => {
    const { invoke, logged } = await runningFunctions({
      talk: `export const handler = () => { console.log("one\\ntwo"); console.error({ three: 3 }); process.stdout.write("four\\n") }`,
    });
    await invoke("talk");
    expect(logged).toEqual(["talk: one", "talk: two", "talk: { three: 3 }", "talk: four"]);
  });
});

describe("source maps", () => {
  it("are used when the template's NODE_OPTIONS says so", async () => {
    const { invoke } = await runningFunctions({
      mapped: {
        source: "export const handler = () => process.sourceMapsEnabled",
        properties: { Environment: { Variables: { NODE_OPTIONS: "--enable-source-maps" } } },
      },
      plain: "export const handler = () => process.sourceMapsEnabled",
    });
    expect(await invoke("mapped")).toEqual({ ok: true, payload: true });
    expect(await invoke("plain")).toEqual({ ok: true, payload: false });
  });
});

describe("a stopped runtime", () => {
  it("ends what runs and what waits, and takes nothing more", async () => {
    const { invoke, runtime } = await runningFunctions({ count: counting }, { instanceCap: 1 });
    const hold = await gate();
    const running = [invoke("count", { hold: hold.url }), invoke("count")];
    await hold.arrived(1);
    await runtime.stop();
    for (const result of await Promise.all([...running, invoke("count")])) {
      expect(result).toMatchObject({ ok: false, error: { errorType: "Runtime.ExitError" } });
    }
  });
});

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
