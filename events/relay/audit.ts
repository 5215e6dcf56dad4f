import type { DynamoDBRecord } from "aws-lambda";
import { type AuditLine, hiddenKey, hourOf, hourPrefix, lineText, unsigned } from "#domain/audit-line.ts";
import { treatmentOf } from "#domain/personal.ts";
import { imageOf, isMove } from "#events/relay/news.ts";
import { personalIn, type Sealing, withSealed } from "#events/relay/personal.ts";

type Image = Readonly<Record<string, unknown>>;
type Change = Omit<AuditLine, "before" | "after"> & {
  readonly images: { readonly [when in "before" | "after"]?: Image };
};

/** An object of the log: a batch's changes of one hour. */
export type AuditObject = { readonly key: string; readonly lines: readonly string[] };

/** What of an item is told that is nobody's business. */
const shownOfSecret = ["userId", "createdAt", "updatedAt", "changedBy", "version", "fact"];
const isKey = (name: string) => /^(pk|sk|gsi\d[ps]k|__edb_[ev]__)$/.test(name);

/** The people whose keys are needed to write these changes down. */
export const peopleIn = (records: readonly DynamoDBRecord[]): string[] => [
  ...new Set(records.map(changeOf).flatMap(({ entity, images }) => Object.values(images).flatMap(personalIn(entity)))),
];

/**
 * What a batch adds to the log: one JSON line per change, who changed what when, from what to what. An object's key
 * tells all that is in it, its hour and its first and last change, so that a batch that comes again writes over itself,
 * and one that was cut differently over none with more in it: what the log has once, it keeps. Changes that are then in
 * several objects have the same sequence number, by which readers know them.
 */
export function auditObjects(records: readonly DynamoDBRecord[], sealing: Sealing): AuditObject[] {
  const lines = records.map(changeOf).map((change) => lineOf(change, sealing));
  return [...Map.groupBy(lines, ({ at }) => hourOf(at))].map(([hour, lines]) => {
    const [first, last] = [lines[0], lines.at(-1)];
    const name = `${first?.stream}-${first?.sequence}-${last?.sequence}`;
    return { key: `${hourPrefix(hour)}${name}.ndjson.gz`, lines: lines.map(lineText) };
  });
}

function changeOf(record: DynamoDBRecord): Change {
  const { dynamodb = {}, eventName = "MODIFY", eventSourceARN = "", userIdentity } = record;
  const [before, after] = [imageOf(record, "OldImage"), imageOf(record, "NewImage")];
  const item = after ?? before ?? {};
  const hasMoved = isMove(record, item);
  const isExpiry = userIdentity?.principalId === "dynamodb.amazonaws.com";
  return {
    sequence: dynamodb.SequenceNumber ?? "",
    stream: eventSourceARN.split("/")[1] ?? "",
    at: new Date((dynamodb.ApproximateCreationDateTime ?? 0) * 1000).toISOString(),
    change: hasMoved ? "MOVE" : eventName,
    // Who changed an item last need not be who removes it: only a write for that purpose says who does. DynamoDB's own
    // removals say so themselves.
    who: hasMoved
      ? "archive"
      : isExpiry
        ? "ttl"
        : String(after ? (item.changedBy ?? "unknown") : (item.removedBy ?? unsigned)),
    entity: String(item.__edb_e__ ?? "unknown"),
    pk: String(item.pk),
    sk: String(item.sk),
    images: { ...(before && { before }), ...(after && { after }) },
  };
}

function lineOf({ images, ...line }: Change, sealing: Sealing): AuditLine {
  const treatment = treatmentOf(line.entity);
  const isSecret = "secret" in treatment;
  const seal = withSealed(line, sealing);
  const shown = (image: Image) => {
    const attributes = Object.entries(image).filter(([name]) =>
      isSecret ? shownOfSecret.includes(name) : !isKey(name),
    );
    return seal(Object.fromEntries(attributes));
  };
  const { before, after } = images;
  return {
    ...line,
    ...(isSecret && treatment.secret === "hidden" && hiddenKey),
    ...(before && { before: shown(before) }),
    ...(after && { after: shown(after) }),
  };
}
