import * as z from "zod";
import { parseArn } from "../../arn.ts";
import { parsedJson } from "../../json.ts";

const Attribute = z.object({
  DataType: z.string(),
  StringValue: z.string().optional(),
  BinaryValue: z.string().optional(),
});

/** A message as SQS gives it to a receiver. */
export const Message = z.object({
  MessageId: z.string(),
  ReceiptHandle: z.string(),
  Body: z.string(),
  MD5OfBody: z.string(),
  MD5OfMessageAttributes: z.string().optional(),
  Attributes: z.record(z.string(), z.string()).default({}),
  MessageAttributes: z.record(z.string(), Attribute).default({}),
});
export type Message = z.output<typeof Message>;

/** The same as Lambda gives it to a function. */
export function queueRecord(message: Message, eventSourceARN: string) {
  const attributes = Object.entries(message.MessageAttributes).map(([name, attribute]) => [
    name,
    attributeOf(attribute),
  ]);
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes,
    messageAttributes: Object.fromEntries(attributes),
    md5OfBody: message.MD5OfBody,
    ...(message.MD5OfMessageAttributes && { md5OfMessageAttributes: message.MD5OfMessageAttributes }),
    eventSource: "aws:sqs",
    eventSourceARN,
    awsRegion: parseArn(eventSourceARN).region,
  };
}

function attributeOf({ DataType, StringValue, BinaryValue }: z.output<typeof Attribute>) {
  return {
    ...(StringValue !== undefined && { stringValue: StringValue }),
    ...(BinaryValue !== undefined && { binaryValue: BinaryValue }),
    stringListValues: [],
    binaryListValues: [],
    dataType: DataType,
  };
}

/** What a filter sees: a pattern that looks into the body sees it parsed, and lets nothing pass that is no JSON. */
export function filterView(message: Message, sourceArn: string, intoBody: boolean): unknown {
  const record = queueRecord(message, sourceArn);
  if (!intoBody) return record;
  const body = parsedJson(message.Body);
  return body === undefined ? undefined : { ...record, body };
}
