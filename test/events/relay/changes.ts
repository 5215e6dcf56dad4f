import { marshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";

type How = { readonly sequence?: string; readonly at?: string; readonly stream?: string; readonly ttl?: boolean };

/** A record of the stream: what an item was, and what it is now. */
export function record(before: object | undefined, after: object | undefined, how: How = {}): DynamoDBRecord {
  const { sequence = "1", at = "2027-01-01T00:00:00Z", stream = "bilten", ttl = false } = how;
  const image = (item: object | undefined) => item && marshall(item);
  const images = { OldImage: image(before), NewImage: image(after) };
  return {
    eventName: before ? (after ? "MODIFY" : "REMOVE") : "INSERT",
    eventSourceARN: `arn:aws:dynamodb:eu-central-1:000000000000:table/${stream}/stream/2000-01-01T00:00:00.000`,
    dynamodb: { ...images, SequenceNumber: sequence, ApproximateCreationDateTime: Date.parse(at) / 1000 },
    ...(ttl && { userIdentity: { type: "Service", principalId: "dynamodb.amazonaws.com" } }),
  } as DynamoDBRecord;
}
