import { describe, expect, it, vi } from "vitest";
import { createFaults } from "../../../infra/local/faults/faults.ts";
import { idleInstances } from "../../../infra/local/lambda/idle-instances.ts";
import type { Instance } from "../../../infra/local/lambda/instance.ts";
import { answering } from "./answering.ts";
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
  const { url } = await answering((_request, response) => void waiting.push(() => response.end()));
  return {
    url,
    arrived: (count: number) => vi.waitFor(() => expect(waiting.length).toBe(count), { timeout: 5_000, interval: 5 }),
    open: () => {
      for (const answer of waiting.splice(0)) answer();
    },
  };
}

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

  it("are retired after an hour without work, by the clock", async () => {
    const { invoke, clock } = await runningFunctions({ count: counting });
    const { payload: first } = (await invoke("count")) as { payload: Counted };
    clock.advance(3_599_000);
    expect(await invoke("count")).toMatchObject({ payload: { instance: first.instance, calls: 2 } });
    clock.advance(3_600_000);
    const { payload: other } = (await invoke("count")) as { payload: Counted };
    expect(other.calls).toBe(1);
    expect(other.instance).not.toBe(first.instance);
  });

  it("that rest are no more than this machine bears, whatever function they belong to", async () => {
    const ended: number[] = [];
    const idle = idleInstances({ now: () => 0, at: () => () => {} }, 48);
    const instance = (): Instance => ({
      ...{ alive: () => true, worksOn: () => false, end: async () => {} },
      invoke: async () => ({ ok: true, payload: null }),
    });
    const instances = Array.from({ length: 50 }, instance);
    const [first = instance()] = instances;
    for (const [at, resting] of instances.slice(0, 48).entries()) idle.rests(resting, () => ended.push(at));
    idle.works(first);
    idle.rests(first, () => ended.push(0));
    expect(ended).toEqual([]);
    for (const [at, resting] of instances.slice(48).entries()) idle.rests(resting, () => ended.push(48 + at));
    expect(ended).toEqual([1, 2]);
  });

  it("are no more than the function has reserved: what comes on top is refused, not queued", async () => {
    const reserved = { source: counting, properties: { ReservedConcurrentExecutions: 2 } };
    const { invoke } = await runningFunctions({ count: reserved }, { instanceCap: 1 });
    const hold = await gate();
    const running = [invoke("count", { hold: hold.url }), invoke("count")];
    expect(await invoke("count")).toEqual({
      ok: false,
      error: { errorType: "TooManyRequestsException", errorMessage: "Rate Exceeded." },
    });
    await hold.arrived(1);
    hold.open();
    expect(await Promise.all(running)).toMatchObject([{ ok: true }, { ok: true }]);
    expect(await invoke("count")).toMatchObject({ ok: true });
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
    const { url, server } = await answering(({ socket }, response) => response.end(String(socket.remotePort)));
    const { invoke } = await runningFunctions({
      call: "export const handler = async ({ url }) => (await fetch(url)).text()",
    });
    expect(await invoke("call", { url })).toEqual(await invoke("call", { url }));
    server.closeAllConnections(); // now the other side closes them, unseen by the frozen instance
    expect(await invoke("call", { url })).toMatchObject({ ok: true });
  });
});

describe("a function made to fail", () => {
  const set = (kind: "function-timeout" | "dirty-environment") => {
    const faults = createFaults();
    faults.set({ seed: 1, faults: [{ kind, functionName: "count", skip: 0, times: 1, odds: 1 }] });
    return { faults };
  };

  it("by a timeout has done its work, answers nothing and starts anew", async () => {
    const told = `${counting.replace("return {", "console.log('works'); return {")}`;
    const { invoke, logged } = await runningFunctions({ count: told, other: counting }, set("function-timeout"));
    expect(await invoke("other")).toMatchObject({ ok: true });
    expect(await invoke("count")).toEqual({
      ok: false,
      error: {
        errorType: "Sandbox.Timedout",
        errorMessage: expect.stringMatching(/Error: Task timed out after 3.00 seconds$/),
      },
    });
    expect(logged).toContain("count: works");
    expect(await invoke("count")).toMatchObject({ payload: { calls: 1 } });
  });

  it("by a dirty environment goes on with its old work within the next invocation of the same instance", async () => {
    const { url } = await answering((_request, response) => response.end("answered"));
    // node:http, as the SDK and Stripe's client use it.
    const source = `import { request } from "node:http"; const steps = [];
      const ask = (url) => new Promise((resolve) => request(url, (answer) => answer.resume().on("end", resolve)).end());
      export const handler = async ({ name, url }) => {
        for (const step of [1, 2]) { await ask(url); steps.push(name + step); }
        await ask(url);
        return steps;
      }`;
    const { invoke } = await runningFunctions({ count: source }, set("dirty-environment"));
    expect(await invoke("count", { name: "a", url })).toEqual({
      ok: false,
      error: { errorType: "Error", errorMessage: "Answered with work left over" },
    });
    const { payload } = (await invoke("count", { name: "b", url })) as { payload: string[] };
    expect([...payload].sort()).toEqual(["a1", "a2", "b1", "b2"]);
    expect(payload[0]).toBe("a1");
    expect(await invoke("count", { name: "c", url })).toMatchObject({ ok: true });
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
