import { expect, it } from "vitest";
import { createClock } from "#infra/local/clock.ts";
import { until } from "#infra/local/faults/fault-gate.ts";
import type { AwsAnswer, AwsCall } from "#infra/local/front/call.ts";
import { createReplay } from "#infra/local/replay/replay.ts";

const done: AwsAnswer = { status: 200, headers: {}, body: Buffer.from("{}") };
const byAws: AwsCall = {
  ...{ service: "dynamodb", operation: "GetRecords", method: "POST", path: "/", headers: {}, body: Buffer.from("{}") },
  caller: { kind: "aws", principal: "lambda.amazonaws.com" },
};

it("lets time pass while calls by AWS itself wait behind one that takes long", async () => {
  const replay = createReplay(1);
  const clock = createClock(Date.parse("2026-11-02T09:00:00Z"));
  const paced = replay.clockFor(clock);
  replay.begin();
  const slow = replay.gate(byAws, async () => {
    await until(paced, 1_000);
    return done;
  });
  const behind = replay.gate(byAws, async () => done);
  await replay.quiet();
  clock.advance(1_000);
  expect(await Promise.all([slow, behind])).toEqual([done, done]);
  replay.stop();
});
