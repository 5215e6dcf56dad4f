import { describe, expect, it } from "vitest";
import { mappingSettings } from "../../../infra/local/plumbing/mapping-settings.ts";
import { arnOf, mapping } from "../resources.ts";

const read = (properties: object) => mappingSettings(mapping("m", arnOf.lambda("relay"), properties), []);
const ofStream = { EventSourceArn: arnOf.stream("Shows") };
const ofQueue = { EventSourceArn: arnOf.queue("Mails") };

describe("a mapping", () => {
  it("has AWS's defaults", () => {
    const forever = Number.POSITIVE_INFINITY;
    expect(read(ofStream)).toMatchObject({
      batchSize: 100,
      maximumRetries: forever,
      maximumAge: forever,
      bisects: false,
    });
    expect(read(ofQueue)).toMatchObject({ batchSize: 10, batchingWindow: 0, reportsItemFailures: false });
  });

  it.each([
    ["several batches of a shard at a time", { ...ofStream, ParallelizationFactor: 2 }, "ParallelizationFactor"],
    ["a setting it does not know", { ...ofStream, ProvisionedPollerConfig: {} }, "ProvisionedPollerConfig"],
    ["a starting position of a time", { ...ofStream, StartingPosition: "AT_TIMESTAMP" }, "StartingPosition"],
    ["more than ten messages without a window", { ...ofQueue, BatchSize: 11 }, "MaximumBatchingWindowInSeconds"],
    ["a concurrency of one", { ...ofQueue, ScalingConfig: { MaximumConcurrency: 1 } }, "MaximumConcurrency"],
    [
      "a window of more than five minutes",
      { ...ofQueue, MaximumBatchingWindowInSeconds: 301 },
      "MaximumBatchingWindow",
    ],
    ["a tumbling window of more than 15 minutes", { ...ofStream, TumblingWindowInSeconds: 901 }, "TumblingWindow"],
  ])("that asks for %s is refused by the name of it", (_what, properties, name) => {
    expect(() => read(properties)).toThrow(name);
  });
});
