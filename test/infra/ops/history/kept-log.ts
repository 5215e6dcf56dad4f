import type { DynamoDBRecord } from "aws-lambda";
import { type AuditLine, hourPrefix, readLine } from "#domain/audit-line.ts";
import { auditObjects } from "#events/relay/audit.ts";
import { record } from "#test/events/relay/changes.ts";

/** A log as the bucket keeps it, and how many hours of it were read. */
export function keptLog() {
  const objects = new Map<string, readonly string[]>();
  const hours: string[] = [];
  return {
    hours,
    /** What the relay does with a batch. */
    takes(batch: readonly DynamoDBRecord[]): void {
      for (const { key, lines } of auditObjects(batch, { keys: new Map(), random: () => Buffer.alloc(12) })) {
        objects.set(key, lines);
      }
    },
    /** An item's changes of an hour, as the command reads them. */
    async changesOf(pk: string, hour: string): Promise<AuditLine[]> {
      hours.push(hour);
      const found = [...objects].filter(([key]) => key.startsWith(hourPrefix(hour))).flatMap(([, lines]) => lines);
      return found.map(readLine).filter((line) => line.pk === pk);
    },
  };
}

export type Kept = { readonly pk: string; readonly at: string; readonly version: number; readonly fields: object };

const itemOf = ({ pk, at, version, fields }: Kept, made: string) => ({
  ...{ pk, sk: "event", __edb_e__: "event", __edb_v__: "1", createdAt: made, updatedAt: at, changedBy: "somebody" },
  ...{ version, ...fields },
});

/** The stream's records of items that were changed at these moments, one after the other. */
export function recordsOf(changes: readonly { pk: string; at: string; fields?: object }[], stream = "bilten") {
  const before = new Map<string, ReturnType<typeof itemOf>>();
  return changes.map(({ pk, at, fields = {} }, place) => {
    const former = before.get(pk);
    const item = itemOf({ pk, at, version: (former?.version ?? 0) + 1, fields }, former?.createdAt ?? at);
    before.set(pk, item);
    return record(former, item, { at: `${at.slice(0, 19)}Z`, sequence: `${100 + place}`, stream });
  });
}
