import type { FauxqsInitConfig, FauxqsServer } from "fauxqs";
import * as z from "zod";
import { nameIn, parseArn } from "../arn.ts";
import type { Resource } from "../seams.ts";
import { ofType, propertiesOf } from "./resource-properties.ts";

/** The account every emulated ARN must carry, because fauxqs carries it. */
export const localAccount = "000000000000";

const Seconds = (most: number) => z.coerce.number().int().min(0).max(most);
const Queue = z.object({
  DelaySeconds: Seconds(900).optional(),
  VisibilityTimeout: Seconds(43_200).optional(),
  MessageRetentionPeriod: Seconds(1_209_600).optional(),
  MaximumMessageSize: Seconds(1_048_576).optional(),
  ReceiveMessageWaitTimeSeconds: Seconds(20).optional(),
  FifoQueue: z.undefined({ error: "FIFO queues are not known to the local cloud" }).optional(),
  RedrivePolicy: z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number() }).optional(),
});

type SetAttributes = (queueName: string, attributes: Record<string, string>) => Promise<unknown>;

/**
 * Makes the template's buckets, queues and topics. Those that exist keep what is in them; existing queues take on the
 * template's attributes.
 */
export async function createStorageAndQueues(
  resources: readonly Resource[],
  fauxqs: Pick<FauxqsServer, "setup">,
  setAttributes: SetAttributes,
): Promise<void> {
  const queues = ofType(resources, "AWS::SQS::Queue").map(queueOf);
  const buckets = ofType(resources, "AWS::S3::Bucket").map((bucket) => bucket.ref);
  const topics = ofType(resources, "AWS::SNS::Topic").map((topic) => ({ name: nameIn(topic.arn) }));
  const made = fauxqs.setup({ queues, buckets, topics });
  for (const { name, created } of made.queues) {
    const attributes = queues.find((queue) => queue.name === name)?.attributes;
    if (!created && attributes && Object.keys(attributes).length > 0) await setAttributes(name, attributes);
  }
}

type QueueConfig = NonNullable<FauxqsInitConfig["queues"]>[number];

function queueOf(resource: Resource): QueueConfig {
  const { RedrivePolicy: redrive, ...plain } = propertiesOf(resource, Queue);
  const attributes: Record<string, string> = {};
  for (const [name, value] of Object.entries(plain)) attributes[name] = String(value);
  if (redrive) {
    const { region, rest } = parseArn(redrive.deadLetterTargetArn);
    const deadLetterTargetArn = `arn:aws:sqs:${region}:${localAccount}:${rest}`;
    attributes.RedrivePolicy = JSON.stringify({ ...redrive, deadLetterTargetArn });
  }
  return { name: nameIn(resource.arn), region: parseArn(resource.arn).region, attributes };
}
