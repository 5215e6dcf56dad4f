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
