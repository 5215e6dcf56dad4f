import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import * as z from "zod";
import { asOperator } from "#test/support/operator.ts";

const Envelope = z.looseObject({ source: z.string(), "detail-type": z.string(), detail: z.unknown() });
/** What arrives from a function that failed: Lambda's record. What a rule could not deliver is the event itself. */
const Kept = z.union([z.looseObject({ requestPayload: Envelope }), Envelope]);
type Kept = z.output<typeof Kept>;

/** The queue of a reaction's dead letters; names are cut, so only how it begins is sure. */
async function queueOf(id: string): Promise<{ client: SQSClient; QueueUrl: string }> {
  const client = new SQSClient({ ...(await asOperator()), useQueueUrlAsEndpoint: false });
  const { QueueUrls = [] } = await client.send(new ListQueuesCommand({}));
  const name = `Reactions-${id.replace(/^.*\//, "").replaceAll("-", "")}de`;
  const QueueUrl = QueueUrls.find((url) => url.includes(name));
  if (!QueueUrl) throw new Error(`${id} has no dead letters: ${QueueUrls}`);
  return { client, QueueUrl };
}

export async function arnOfDeadLetters(id: string): Promise<{ client: SQSClient; arn: string }> {
  const { client, QueueUrl } = await queueOf(id);
  const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] });
  const { Attributes } = await client.send(asked);
  return { client, arn: Attributes?.QueueArn ?? "" };
}

/** Takes out what waits among a reaction's dead letters. */
export async function takeDeadLetters<T extends z.ZodType>(id: string, shape: T): Promise<z.output<T>[]> {
  const { client, QueueUrl } = await queueOf(id);
  const found: z.output<T>[] = [];
  for (;;) {
    const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    if (Messages.length === 0) return found;
    for (const { Body = "", ReceiptHandle } of Messages) {
      found.push(shape.parse(JSON.parse(Body)));
      await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
}

export const takeFailures = (id: string) => takeDeadLetters(id, Kept);

/** Puts what was kept on the bus again, as an operator does once the cause is gone; answers how many that were. */
export async function redrive(kept: readonly Kept[]): Promise<void> {
  const client = new EventBridgeClient(await asOperator());
  for (const one of kept) {
    const event = "requestPayload" in one ? Envelope.parse(one.requestPayload) : Envelope.parse(one);
    const entry = { EventBusName: "bilten-local", Source: event.source, DetailType: event["detail-type"] };
    const Entries = [{ ...entry, Detail: JSON.stringify(event.detail) }];
    const { FailedEntryCount } = await client.send(new PutEventsCommand({ Entries }));
    if (FailedEntryCount) throw new Error(`The bus refused ${entry.DetailType}`);
  }
}
