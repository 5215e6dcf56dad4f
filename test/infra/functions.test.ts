import { describe, expect, test } from "vitest";
import { operations } from "#functions/operations.ts";
import { synthesized } from "./synthesized.ts";

const stack = await synthesized("prod");

describe("functions", () => {
  test("run Node 24 on Graviton, and log where their role may write", () => {
    for (const { ref, properties } of stack.ofType("AWS::Lambda::Function")) {
      expect(properties).toMatchObject({ Runtime: "nodejs24.x", Architectures: ["arm64"], Handler: "index.handler" });
      const [group] = stack.ofType("AWS::Logs::LogGroup").filter((found) => found.ref === `/aws/lambda/${ref}`);
      expect(properties.LoggingConfig).toEqual({ LogGroup: group?.ref });
      expect(group?.properties.RetentionInDays).toBe(90);
    }
  });

  test.each(operations)(
    "$id has the memory and time it asks for, within the gateway's 30 s",
    ({ id, memory, timeout }) => {
      const { MemorySize, Timeout } = stack.functionOf(id).properties;
      expect({ MemorySize, Timeout }).toEqual({ MemorySize: memory ?? 512, Timeout: timeout ?? 10 });
      expect(Number(Timeout)).toBeLessThanOrEqual(29);
    },
  );
});
