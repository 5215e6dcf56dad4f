import * as z from "zod";
import { withEmptyMaps } from "./empty-maps.ts";

/**
 * A stream record in the form DynamoDB puts on the wire, which is the one Lambda passes on: attribute values typed,
 * binaries in base64, times in seconds.
 */
const image = z.unknown().transform(withEmptyMaps).optional();
const Change = z.looseObject({
  SequenceNumber: z.string(),
  ApproximateCreationDateTime: z.number(),
  NewImage: image,
  OldImage: image,
});
export const StreamRecord = z.looseObject({ eventID: z.string(), eventName: z.string(), dynamodb: Change });
export type StreamRecord = z.output<typeof StreamRecord>;

export const sequenceOf = (record: StreamRecord): string => record.dynamodb.SequenceNumber;
export const createdAt = (record: StreamRecord): number => record.dynamodb.ApproximateCreationDateTime * 1_000;

type Stamp = { readonly now: number; readonly offset: number };

/**
 * Gives a record the second it was written in. DynamoDB Local rounds the time down to the minute, and by the
 * machine's clock; a record is read right after it was written, so now is the better time while it can be true.
 */
export function stamped(record: StreamRecord, { now, offset }: Stamp): StreamRecord {
  const latest = createdAt(record) + 59_999 + offset;
  const seconds = Math.floor(Math.min(now, latest) / 1_000);
  return { ...record, dynamodb: { ...record.dynamodb, ApproximateCreationDateTime: seconds } };
}
