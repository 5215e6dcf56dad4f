import * as z from "zod";
import type { Clock } from "../../seams.ts";
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

/** For how many records it is remembered when they were written, for when they are read again. */
const mostRemembered = 10_000;

/**
 * Gives each record the second it was written in, the same one however often it is read. DynamoDB Local rounds the
 * time down to the minute, and by the machine's clock; a record is read right after it was written, so now is the
 * better time while it can be true.
 */
export function stamping(clock: Pick<Clock, "now" | "stands">): (record: StreamRecord) => StreamRecord {
  const known = new Map<string, number>();
  const machineNow = () => performance.timeOrigin + performance.now();

  function secondOf(record: StreamRecord): number {
    const now = clock.now();
    // While a clock stands still, the machine's says nothing about it.
    const latest = clock.stands ? now : createdAt(record) + 59_999 + (now - machineNow());
    return Math.floor(Math.min(now, latest) / 1_000);
  }

  return (record) => {
    const seconds = known.get(record.eventID) ?? secondOf(record);
    known.set(record.eventID, seconds);
    const [oldest] = known.keys();
    if (known.size > mostRemembered && oldest !== undefined) known.delete(oldest);
    return { ...record, dynamodb: { ...record.dynamodb, ApproximateCreationDateTime: seconds } };
  };
}
