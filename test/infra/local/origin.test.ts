import { request as rawRequest } from "node:http";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { readBody } from "../../../infra/local/http-api/body.ts";
import { type Handle, openOrigin } from "../../../infra/local/http-api/origin.ts";

/** An origin that answers so, and what it prints. */
async function opened(handle: Handle) {
  const printed = vi.spyOn(console, "error").mockReturnValue();
  onTestFinished(() => printed.mockRestore());
  const origin = await openOrigin(0);
  onTestFinished(() => origin.close());
  origin.serve(handle);
  return { ...origin, printed };
}

describe("an origin", () => {
  const untilRead: Handle = async (request) => void (await readBody(request));
  const untilClosed: Handle = (_request, response) => new Promise((resolve) => void response.once("close", resolve));

  it.each([
    ["while its body is read", untilRead],
    ["while the function still works", untilClosed],
  ])("prints nothing of a client that hangs up %s", async (_when, work) => {
    const begun = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<void>();
    const { port, printed } = await opened(async (request, response) => {
      begun.resolve();
      await work(request, response).finally(ended.resolve);
      response.writeHead(200).end("late");
    });
    const client = rawRequest({ port, host: "127.0.0.1", method: "POST", headers: { "content-length": "100" } });
    client.on("error", () => {}).write("half of");
    await begun.promise;
    client.destroy();
    await ended.promise;
    await new Promise(setImmediate);
    expect(printed).not.toHaveBeenCalled();
  });

  it("prints what broke an answer, and makes it a 500", async () => {
    const broken = new Error("out of order");
    const { url, printed } = await opened(async (request) => {
      await readBody(request);
      throw broken;
    });
    expect((await fetch(url, { method: "POST", body: "whole" })).status).toBe(500);
    expect(printed.mock.calls).toEqual([[broken]]);
  });
});
