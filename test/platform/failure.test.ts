import { describe, expect, it } from "vitest";
import * as z from "zod";
import { badField, Fault } from "#domain/fault.ts";
import { operation } from "#platform/operation.ts";
import { serve } from "#platform/serve.ts";
import { invoke } from "#test/platform/gateway-event.ts";

const rest = { summary: "", success: 200, uses: [], impact: "" } as const;

describe("a failure", () => {
  const failing = (error: () => never) =>
    serve(
      operation("shows/fail", {
        ...rest,
        method: "POST",
        path: "/v1/fail",
        auth: "public",
        input: z.object({}),
        output: z.object({ version: z.int() }),
        faults: ["sold_out", "too_many_requests"],
      }),
      error,
    );
  const fail = (error: Error) => {
    const handler = failing(() => {
      throw error;
    });
    return invoke(handler, {});
  };

  it("that is declared is told as it is", async () => {
    expect((await fail(new Fault("sold_out", "Two are left."))).problem).toEqual({
      type: "urn:bilten:problem:sold_out",
      title: "Not enough tickets are left",
      status: 409,
      code: "sold_out",
      detail: "Two are left.",
      requestId: "request-1",
    });
    const { problem } = await fail(badField("lines[0].quantity", "too_small", "at least 1"));
    expect(problem?.errors).toEqual([{ path: "lines[0].quantity", code: "too_small", message: "at least 1" }]);
  });

  it("says when to try again, in whole seconds", async () => {
    const slow = await fail(new Fault("too_many_requests", "Wait.", { retryAfter: 1.2 }));
    expect([slow.status, slow.headers["retry-after"]]).toEqual([429, "2"]);
    const throttled = Object.assign(new Error("slow down"), { name: "ThrottlingException" });
    const away = await fail(new Error("while holding", { cause: throttled }));
    expect([away.status, away.problem?.code, away.headers["retry-after"]]).toEqual([503, "unavailable", "5"]);
  });

  it("that nobody foresaw is a 500 that says nothing of it", async () => {
    for (const error of [
      new Error("password is hunter2"),
      new Fault("already_paid", "hunter2"),
      new TypeError("hunter2"),
    ]) {
      const { problem, text } = await fail(error);
      expect(problem).toMatchObject({ code: "internal_error", status: 500, requestId: "request-1" });
      expect(text).not.toContain("hunter2");
    }
  });
});
