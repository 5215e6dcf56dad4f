import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import { readable } from "#data/stored-form.ts";
import { facts } from "#events/facts.ts";
import type { Told } from "#platform/fact.ts";

/** An item's image in a stream record, as plain values by the domain's names. */
export function imageOf(record: DynamoDBRecord, which: "NewImage" | "OldImage"): Record<string, unknown> | undefined {
  const image = record.dynamodb?.[which];
  // The two packages type the same wire format differently.
  return image && readable(unmarshall(image as Record<string, AttributeValue>));
}

type FactStamp = { readonly id: string; readonly type: string };
const stampOf = (image: Record<string, unknown> | undefined) => image?.fact as FactStamp | undefined;

/** Whether an item came from the live table as it was: what is made in the archive is there from its first moment. */
export const isMove = ({ eventName }: DynamoDBRecord, { archivedAt, createdAt }: Readonly<Record<string, unknown>>) =>
  eventName === "INSERT" && archivedAt !== undefined && archivedAt !== createdAt;

/**
 * The facts that changes tell for the first time: the item carries a fact whose id it did not carry before. What an item
 * carries that moves to the archive was told where it came from.
 */
export function newsIn(records: readonly DynamoDBRecord[]): Told[] {
  return records.flatMap((record) => {
    const image = imageOf(record, "NewImage");
    if (image && isMove(record, image)) return [];
    const stamp = stampOf(image);
    if (!image || !stamp || stamp.id === stampOf(imageOf(record, "OldImage"))?.id) return [];
    const definition = facts.find((fact) => fact.type === stamp.type);
    if (!definition) throw new Error(`An item carries the fact ${stamp.type}, which events/facts.ts does not list`);
    const data = definition.detail.parse(image);
    return [{ id: stamp.id, type: stamp.type, at: String(image.updatedAt), by: String(image.changedBy), data }];
  });
}
