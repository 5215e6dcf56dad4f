import { type AwsCall, type Gate, jsonBody } from "../front/call.ts";
import { objectAt } from "../json.ts";
import type { Clock } from "../seams.ts";
import type { Charge } from "./meter/ledger.ts";
import { plainText } from "./meter/partition.ts";
import { carryOutWithout, isBatch } from "./partial-batch.ts";
import { actionsIn, canceled, reasonsAt, throttled, throttledCall } from "./refusals.ts";
import { type TableSchemas, tableNameOf } from "./table-schema.ts";
import { touchedItems } from "./touched-items.ts";

/**
 * Units a second that one partition takes, on demand as well (AWS: "Best practices for designing and using partition
 * keys effectively"). A key's items may be spread over several partitions, so AWS can give more; never is less kept.
 */
const limits = { read: 3_000, write: 1_000 } as const;
type Kind = keyof typeof limits;

type Bucket = { readonly charge: Charge; left: Record<Kind, number>; at: number };
type Options = {
  readonly schemas: TableSchemas;
  readonly clock: Pick<Clock, "now">;
  /** Told of each call that was throttled. */
  readonly onThrottled?: (what: string) => void;
};

/**
 * A token bucket for each partition key value of each table and index. What a call costs is known once it is carried
 * out, so it may overdraw its buckets, and those that come next are refused until these are filled again. A bucket holds
 * what one second brings: what AWS lets burst is a table's capacity, never a partition's.
 */
export function partitionLimits({ schemas, clock, onThrottled = () => {} }: Options) {
  const buckets = new Map<string, Bucket>();
  const overdrawn = new Set<string>();

  function refilled(bucket: Bucket): Bucket {
    const seconds = (clock.now() - bucket.at) / 1_000;
    const filled = (kind: Kind) => Math.min(limits[kind], bucket.left[kind] + seconds * limits[kind]);
    bucket.left = { read: filled("read"), write: filled("write") };
    bucket.at = clock.now();
    return bucket;
  }

  /** The first overdrawn bucket that any of these would draw from. */
  function emptyFor(kind: Kind, resources: readonly string[], values: ReadonlySet<string>): Charge | undefined {
    for (const id of overdrawn) {
      const bucket = buckets.get(id);
      if (!bucket) continue;
      const { left, charge } = refilled(bucket);
      if (left.read >= 0 && left.write >= 0) overdrawn.delete(id);
      else if (left[kind] < 0 && resources.includes(charge.resource) && values.has(charge.partition)) return charge;
    }
    return undefined;
  }

  function spend(charges: readonly Charge[]): void {
    // Most are full again by then; a few forgotten a little early do no harm.
    if (buckets.size > 10_000) for (const id of buckets.keys()) if (!overdrawn.has(id)) buckets.delete(id);
    for (const charge of charges) {
      const id = `${charge.resource} ${charge.partition}`;
      const bucket = refilled(buckets.get(id) ?? { charge, left: { ...limits }, at: clock.now() });
      buckets.set(id, bucket);
      bucket.left.read -= charge.read;
      bucket.left.write -= charge.write;
      if (bucket.left.read < 0 || bucket.left.write < 0) overdrawn.add(id);
    }
  }

  const gate: Gate = async (call, next) => {
    if (overdrawn.size === 0 || call.service !== "dynamodb") return next(call);
    const parts = partsOf(call, schemas);
    const empty = parts.map(({ kind, resources, values }) => emptyFor(kind, resources, values));
    const positions = new Set(empty.flatMap((charge, position) => (charge ? [position] : [])));
    const [position] = positions;
    const charge = position === undefined ? undefined : empty[position];
    if (position === undefined || !charge) return next(call);

    onThrottled(`${call.operation} ${charge.resource} ${charge.partition}`);
    const actions = actionsIn(call);
    if (actions !== undefined) return canceled(reasonsAt(positions, actions, throttled));
    if (isBatch(call) && positions.size < parts.length) return carryOutWithout(positions, call, next);
    const what = charge.resource.includes("/") ? "Index" : "Table";
    const how = parts[position]?.kind === "read" ? "Read" : "Write";
    return throttledCall(charge.resource, `${what}${how}KeyRangeThroughputExceeded`);
  };
  return { gate, spend };
}

type Part = { readonly kind: Kind; readonly resources: readonly string[]; readonly values: ReadonlySet<string> };

/**
 * What each item of a call, or a query, would draw from: a write from its table and from every index whose partition key
 * is one of the values it gives. Scans have no partition, so nothing ever stops them.
 */
function partsOf(call: AwsCall, schemas: TableSchemas): Part[] {
  const body = jsonBody(call);
  if (call.operation === "Query") {
    const table = tableNameOf(body.TableName);
    const resource = body.IndexName === undefined ? table : `${table}/${body.IndexName}`;
    const values = objectAt(body, "ExpressionAttributeValues");
    return [{ kind: "read", resources: [resource], values: new Set(Object.values(values).map(plainText)) }];
  }
  return touchedItems(call, schemas).map(({ table, key, access, values }) => {
    const { keys: [pk] = [""], indexes = [] } = schemas.get(table) ?? {};
    if (access !== "write") {
      const kind = access === "read" ? "read" : "write";
      return { kind, resources: [table], values: new Set([plainText(key[pk])]) };
    }
    const resources = [table, ...indexes.map(({ name }) => `${table}/${name}`)];
    return { kind: "write", resources, values: new Set(values.map(plainText)) };
  });
}
