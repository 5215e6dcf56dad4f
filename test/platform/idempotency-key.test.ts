import { describe, expect, it } from "vitest";
import * as z from "zod";
import { operation } from "#platform/operation.ts";
import { serve } from "#platform/serve.ts";
import { invoke } from "#test/platform/gateway-event.ts";

const rest = { summary: "", success: 200, uses: [], faults: [], impact: "" } as const;

describe("an idempotency key", () => {
  const buy = serve(
    operation("shows/buy", {
      ...rest,
      method: "POST",
      path: "/v1/buy",
      auth: "public",
      idempotent: "by-key",
      input: z.object({}),
      output: z.object({ key: z.string() }),
    }),
    ({ idempotencyKey }) => ({ key: idempotencyKey }),
  );
  const withKey = (key: string) => invoke(buy, { headers: { "idempotency-key": key } });

  it("is handed on", async () => {
    expect(JSON.parse((await withKey("12345678")).text)).toEqual({ key: "12345678" });
  });

  it.each(["", "1234567", "with space", "ключ-ключ", "x".repeat(256)])("cannot be %j", async (key) => {
    const { problem } = await withKey(key);
    expect(problem?.errors?.map((error) => error.path)).toEqual(["Idempotency-Key"]);
  });
});
