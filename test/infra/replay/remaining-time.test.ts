import { expect, it } from "vitest";
import { contextFor } from "#infra/local/lambda/context.ts";
import type { InstanceData } from "#infra/local/lambda/messages.ts";

const data: InstanceData = {
  ...{ functionName: "worker", functionArn: "arn:aws:lambda:eu-central-1:000000000000:function:worker" },
  ...{ code: "", handler: "index.handler", timeout: 1_000, memory: 128, seeded: false, timers: undefined },
  ...{ wake: new SharedArrayBuffer(4), clock: new SharedArrayBuffer(16) },
};

it("tells the time that is left, unless the run is to be repeated: then no timer set by it goes off", () => {
  expect(contextFor(data, "id").getRemainingTimeInMillis()).toBeLessThanOrEqual(1_000);
  expect(contextFor({ ...data, seeded: true }, "id").getRemainingTimeInMillis()).toBe(2 ** 31 - 1);
});
