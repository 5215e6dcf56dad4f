import { describe, expect, it, vi } from "vitest";
import { answering } from "./answering.ts";
import { runningFunctions } from "./running-functions.ts";

describe("the time a function has", () => {
  const waiting =
    "export const handler = () => { console.log('waits'); return new Promise(() => setInterval(() => {}, 1000)) }";

  it("passes with the clock", async () => {
    const { invoke, clock, logged } = await runningFunctions({
      slow: { source: waiting, properties: { Timeout: 900 } },
    });
    const ended = invoke("slow");
    await vi.waitFor(() => expect(logged).toContain("slow: waits"), { timeout: 5_000 });
    clock.advance(899_000);
    const result = Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 20, "runs"))]);
    expect(await result).toBe("runs");
    clock.advance(1_000);
    expect(await ended).toMatchObject({
      error: { errorMessage: expect.stringMatching(/Task timed out after 900.00 seconds$/) },
    });
  });

  it("does not begin before the code is loaded, which has ten seconds more", async () => {
    const { invoke, clock, logged } = await runningFunctions({
      slow: {
        source: `console.log("loads"); await new Promise(() => setInterval(() => {}, 1000))`,
        properties: { Timeout: 3 },
      },
    });
    const ended = invoke("slow");
    await vi.waitFor(() => expect(logged).toContain("slow: loads"), { timeout: 5_000 });
    clock.advance(12_000);
    const result = Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 20, "loads"))]);
    expect(await result).toBe("loads");
    clock.advance(1_000);
    expect(await ended).toMatchObject({ error: { errorType: "Sandbox.Timedout" } });
  });

  it("is told by the context", async () => {
    const { invoke, clock } = await runningFunctions({
      left: {
        source: `export const handler = async ({ url }, context) => {
          const before = context.getRemainingTimeInMillis(); await fetch(url); return before - context.getRemainingTimeInMillis() }`,
        properties: { Timeout: 60 },
      },
    });
    const { url } = await answering((_request, response) => {
      clock.advance(20_000);
      response.end();
    });
    const { payload } = (await invoke("left", { url })) as { payload: number };
    expect(payload).toBeGreaterThanOrEqual(20_000);
    expect(payload).toBeLessThan(30_000);
  });
});

describe("the clock in a function", () => {
  it("is the local cloud's, already while the code loads", async () => {
    const { invoke, clock } = await runningFunctions({
      time: `const loaded = Date.now(); export const handler = () => ({ loaded, now: new Date().toISOString() })`,
    });
    clock.advance(86_400_000);
    const tomorrow = clock.now();
    const { payload } = (await invoke("time")) as { payload: { loaded: number; now: string } };
    expect(payload.loaded).toBeGreaterThanOrEqual(tomorrow);
    clock.advance(30_000);
    const { payload: later } = (await invoke("time")) as { payload: { loaded: number; now: string } };
    expect(later.loaded).toBe(payload.loaded);
    expect(Date.parse(later.now)).toBeGreaterThanOrEqual(tomorrow + 30_000);
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
