import { describe, expect, it, onTestFinished } from "vitest";
import { createClock } from "../../../infra/local/clock.ts";
import { type Controls, controlsFor, withControls } from "../../../infra/local/http-api/control.ts";
import { openOrigin } from "../../../infra/local/http-api/origin.ts";
import { settle } from "../../../infra/local/settle.ts";

async function serve({ settled = true, more = {} }: { settled?: boolean; more?: Controls } = {}) {
  const clock = createClock();
  const origin = await openOrigin(0);
  onTestFinished(() => origin.close());
  const controls = controlsFor({ clock, describe: () => ({ name: "shop" }), settle: async () => settled });
  origin.serve(withControls({ ...controls, ...more }, async (_request, response) => void response.end("the API")));
  const call = async (method: string, path: string, body?: string) => {
    const response = await fetch(`${origin.url}${path}`, { method, ...(body !== undefined && { body }) });
    return { status: response.status, body: await response.json() };
  };
  return { url: origin.url, clock, call };
}

describe("control routes", () => {
  it("describe the local cloud", async () => {
    const { call } = await serve();
    expect(await call("GET", "/_local")).toEqual({ status: 200, body: { name: "shop" } });
  });

  it("leave every other path to the API", async () => {
    const { url } = await serve();
    expect(await (await fetch(`${url}/_locally`)).text()).toBe("the API");
  });

  it("move the clock", async () => {
    const { call, clock } = await serve();
    const { body } = await call("POST", "/_local/clock", '{"advanceSeconds":90}');
    expect(clock.offset()).toBe(90_000);
    expect(body).toEqual({ now: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) });
  });

  it.each(["{}", '{"advanceSeconds":-1}', '{"advanceSeconds":"1"}', "[]", "no JSON"])(
    "refuse to move it by %s",
    async (input) => {
      const { call, clock } = await serve();
      expect((await call("POST", "/_local/clock", input)).status).toBe(400);
      expect(clock.offset()).toBe(0);
    },
  );

  it("wait for rest, and say when there is none", async () => {
    expect(await (await serve()).call("POST", "/_local/settle")).toEqual({ status: 200, body: { settled: true } });
    expect(await (await serve({ settled: false })).call("POST", "/_local/settle")).toEqual({
      status: 504,
      body: { settled: false },
    });
  });

  it("can be added to, and list what there is", async () => {
    const { call } = await serve({ more: { "POST /_local/echo": (input) => ({ status: 202, body: input }) } });
    expect(await call("POST", "/_local/echo", '{"a":1}')).toEqual({ status: 202, body: { a: 1 } });
    expect(await call("GET", "/_local/nothing")).toEqual({
      status: 404,
      body: {
        message: "Not Found",
        controls: ["GET /_local", "POST /_local/clock", "POST /_local/settle", "POST /_local/echo"],
      },
    });
  });
});

describe("settle", () => {
  /** Looks that find these numbers, and zero ever after. */
  const looks = (...numbers: number[]) => ({ left: numbers, take: () => numbers.shift() ?? 0 });

  it("waits for functions and for what is on its way, and looks twice", async () => {
    const running = looks(2, 0, 1);
    const pending = looks(3, 0);
    await settle({ runtime: { inFlight: running.take }, plumbing: { pending: async () => pending.take() } });
    expect(running.left).toEqual([]);
    expect(pending.left).toEqual([]);
  });

  it("gives up after a time", async () => {
    const busy = { runtime: { inFlight: () => 1 }, plumbing: { pending: async () => 0 } };
    expect(await settle(busy, 20)).toBe(false);
  });
});
