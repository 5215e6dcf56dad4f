import type { Backend, Gate } from "../front/call.ts";
import type { Clock, Resource } from "../seams.ts";
import { addressOf } from "./address.ts";
import { type BucketRules, bucketRules } from "./bucket-rules.ts";
import { cors } from "./cors.ts";
import { entrance } from "./entrance.ts";
import type { Signers } from "./post-object.ts";
import { type ObjectChange, storedObjects } from "./stored-objects.ts";

type Parts = Signers & { readonly clock: Pick<Clock, "now">; readonly fauxqs: Backend };

/** S3 with its rules: two gates, one before and one behind that of the signatures, and a backend. */
export function s3({ clock, fauxqs, ...signers }: Parts) {
  const listeners = new Set<(change: ObjectChange) => void>();
  let buckets: ReadonlyMap<string, BucketRules> = new Map();
  const rulesOf = (path: string) => buckets.get(addressOf(path).bucket);
  const gates: { readonly outer: Gate; readonly inner: Gate } = {
    outer: cors((path) => rulesOf(path)?.cors ?? []),
    inner: entrance({ ...signers, now: clock.now, rulesOf }),
  };
  return {
    ...gates,
    backend: storedObjects(fauxqs, (change) => {
      for (const listener of listeners) listener(change);
    }),
    /** Takes on what the template says of its buckets. */
    configure(resources: readonly Resource[]): void {
      buckets = bucketRules(resources);
    },
    onChange(listener: (change: ObjectChange) => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
