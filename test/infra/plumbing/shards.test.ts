import { expect, it } from "vitest";
import { createClock } from "../../../infra/local/clock.ts";
import { createFaults } from "../../../infra/local/faults/faults.ts";
import type { Front } from "../../../infra/local/front.ts";
import { mappingSettings } from "../../../infra/local/plumbing/mapping-settings.ts";
import { startStreamMapping } from "../../../infra/local/plumbing/stream/stream-mapping.ts";
import { arnOf, mapping } from "../resources.ts";
import { fakeRuntime } from "./fakes.ts";

/** A stream whose first shard has ended and has two children; DynamoDB Local rolls its shards over only after hours. */
const shards: Record<string, { parent?: string; records: string[]; open: boolean }> = {
  left: { parent: "root", records: ["3"], open: true },
  root: { records: ["1", "2"], open: false },
  right: { parent: "root", records: ["4"], open: true },
};

const answers: Record<string, (body: Record<string, unknown>) => Record<string, unknown>> = {
  DescribeTable: () => ({ Table: { LatestStreamArn: "stream" } }),
  DescribeStream: () => ({
    StreamDescription: {
      Shards: Object.entries(shards).map(([ShardId, { parent }]) => ({ ShardId, ParentShardId: parent })),
    },
  }),
  GetShardIterator: ({ ShardId, ShardIteratorType }) => ({ ShardIterator: `${ShardId} ${ShardIteratorType}` }),
  GetRecords: ({ ShardIterator }) => {
    const [id = "", position] = String(ShardIterator).split(" ");
    const shard = shards[id];
    const found = position === "TRIM_HORIZON" ? (shard?.records ?? []) : [];
    const Records = found.map((SequenceNumber) => ({
      eventID: SequenceNumber,
      eventName: "INSERT",
      dynamodb: { SequenceNumber, ApproximateCreationDateTime: 1 },
    }));
    return { Records, ...(shard?.open && { NextShardIterator: `${id} END` }) };
  },
};

const front: Pick<Front, "call" | "stateDir"> = {
  stateDir: undefined,
  call: async ({ operation, body }) => answers[operation]?.(body) ?? {},
};

it("a shard is read after its parent, and all of them are read", async () => {
  const arn = arnOf.lambda("relay");
  const runtime = fakeRuntime({ [arn]: () => {} });
  const settings = mappingSettings(mapping("m", arn, { EventSourceArn: arnOf.stream("Shows") }), []);
  if (!settings) throw new Error("The mapping is switched off");
  const parts = {
    clock: createClock(),
    runtime,
    faults: createFaults(),
    deliver: async () => {},
    warn: () => {},
    writes: () => 0,
  };
  const running = await startStreamMapping({ ...parts, front, settings });
  while (running.pending() > 0) await new Promise((resolve) => setTimeout(resolve, 1));
  await running.stop();
  type StreamEvent = { Records: { eventID: string }[] };
  const order = runtime.calls(arn).map((event) => (event as StreamEvent).Records.map(({ eventID }) => eventID).join());
  expect(order[0]).toBe("1,2");
  expect(order.slice(1).sort()).toEqual(["3", "4"]);
});
