import type { Publish } from "../plumbing/bus/bus.ts";
import type { Clock, Resource } from "../seams.ts";
import { bucketRules } from "./bucket-rules.ts";
import type { ObjectChange } from "./stored-objects.ts";

type Parts = {
  readonly resources: readonly Resource[];
  readonly clock: Pick<Clock, "now">;
  readonly account: string;
  readonly publish: Publish;
};

/** Tells the default bus what becomes of objects, as buckets do that have it turned on ("EventBridge event message structure"). */
export function objectEvents({ resources, clock, account, publish }: Parts): (change: ObjectChange) => void {
  const buckets = bucketRules(resources);
  let count = 0;
  return ({ bucket, key, reason, requestId, stored }) => {
    const rules = buckets.get(bucket);
    if (!rules?.announces) return;
    const sequencer = `${clock.now().toString(16).padStart(12, "0")}${(count++ % 65_536).toString(16).padStart(4, "0")}`;
    const object = stored ? { size: stored.size, etag: stored.etag.replaceAll('"', "") } : {};
    const detail = {
      version: "0",
      bucket: { name: bucket },
      object: { key, ...object, sequencer: sequencer.toUpperCase() },
      "request-id": requestId,
      requester: account,
      "source-ip-address": "127.0.0.1",
      reason: reason === "DeleteObjects" ? "DeleteObject" : reason,
      ...(!stored && { "deletion-type": "Permanently Deleted" }),
    };
    const DetailType = stored ? "Object Created" : "Object Deleted";
    publish({ Source: "aws.s3", DetailType, Detail: JSON.stringify(detail), Resources: [rules.arn] });
  };
}
