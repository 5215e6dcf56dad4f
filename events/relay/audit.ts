import type { DynamoDBRecord } from "aws-lambda";
import { imageOf, isMove } from "#events/relay/news.ts";

/** Items whose content is nobody's business, not even the log's: that they changed, when and by whom is enough. */
const secret = new Set(["credential", "session", "throttle"]);
const shownOfSecret = ["pk", "sk", "version", "createdAt", "updatedAt", "changedBy", "__edb_e__"];

/** Fields that say who a person is. They are left out: what is not written needs no erasure. */
const personal = new Set(["email", "firstName", "lastName", "phone", "contactEmail", "contactPhone"]);

/**
 * One JSON line per change: who changed what when, from what to what. A move to the archive is a removal here and, there,
 * a `MOVE` with the item as it goes on.
 */
export const auditLines = (records: readonly DynamoDBRecord[]): string[] =>
  records.map((record) => {
    const after = imageOf(record, "NewImage");
    return JSON.stringify({
      sequence: record.dynamodb?.SequenceNumber,
      change: after && isMove(record, after) ? "MOVE" : record.eventName,
      before: shown(imageOf(record, "OldImage")),
      after: shown(after),
    });
  });

function shown(image: Record<string, unknown> | undefined): unknown {
  if (!image) return undefined;
  if (secret.has(String(image.__edb_e__))) {
    const kept = Object.entries(image).filter(([name]) => shownOfSecret.includes(name));
    return { ...Object.fromEntries(kept), pk: image.__edb_e__ === "session" ? image.pk : "[redacted]" };
  }
  return Object.fromEntries(
    Object.entries(image).map(([name, value]) => [name, personal.has(name) ? "[personal]" : value]),
  );
}

/**
 * By hour, then by the batch's first sequence number: a batch that comes again overwrites its own object. The archive has
 * a stream of its own, whose numbers say nothing of the other's.
 */
export function auditKey(records: readonly DynamoDBRecord[]): string {
  const [record] = records;
  const first = record?.dynamodb;
  const image = record && (imageOf(record, "NewImage") ?? imageOf(record, "OldImage"));
  const table = image?.archivedAt === undefined ? "" : "archive-";
  const hour = new Date((first?.ApproximateCreationDateTime ?? 0) * 1000).toISOString();
  return `changes/date=${hour.slice(0, 10)}/hour=${hour.slice(11, 13)}/${table}${first?.SequenceNumber}.ndjson.gz`;
}
