import * as z from "zod";
import { nameIn } from "../arn.ts";
import type { Clock } from "../seams.ts";
import { jsonAnswer } from "./answers.ts";
import { type AwsAnswer, type Backend, jsonBody } from "./call.ts";
import { sqsFault } from "./queue-rules.ts";

type Parts = {
  readonly clock: Pick<Clock, "now">;
  /** Asks the queues themselves. */
  readonly ask: (operation: string, body: Record<string, unknown>) => Promise<Record<string, unknown>>;
  readonly urlOf: (queueName: string) => string;
};

/** Strict: a rate is not emulated. */
const Start = z.strictObject({ SourceArn: z.string(), DestinationArn: z.string().optional() });
const List = z.object({ SourceArn: z.string(), MaxResults: z.int().min(1).max(10).default(1) });
const Queues = z.object({ QueueUrls: z.array(z.string()).default([]) });
const Attributes = z.object({
  Attributes: z.looseObject({ QueueArn: z.string(), RedrivePolicy: z.string().optional() }),
});
const Redrive = z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number() });
const Message = z.object({
  ReceiptHandle: z.string(),
  Body: z.string(),
  Attributes: z.object({ ApproximateReceiveCount: z.coerce.number() }),
  MessageAttributes: z.record(z.string(), z.unknown()).default({}),
});
const Received = z.object({ Messages: z.array(Message).default([]) });

type Source = { readonly arn: string; readonly maxReceiveCount: number };

/**
 * Adds to an emulator of SQS the moving of messages out of a dead letter queue: back to where they came from, or to
 * another queue, as new messages (SQS API reference, `StartMessageMoveTask`). A task is over when its call is answered.
 */
export function movingMessages(sqs: Backend, { clock, ask, urlOf }: Parts): Backend {
  const tasks: Record<string, unknown>[] = [];

  async function start({ SourceArn, DestinationArn }: z.output<typeof Start>): Promise<AwsAnswer> {
    if (SourceArn === DestinationArn) return invalid("Source and destination queue must differ.");
    const queues = await redrivePolicies();
    for (const arn of [SourceArn, DestinationArn])
      if (arn !== undefined && !queues.has(arn))
        return sqsFault("ResourceNotFoundException", `The resource that you specified for ${arn} doesn't exist.`);
    const sources = [...queues].flatMap(([arn, policy]): readonly Source[] =>
      policy?.deadLetterTargetArn === SourceArn ? [{ arn, maxReceiveCount: policy.maxReceiveCount }] : [],
    );
    if (sources.length === 0) return invalid("Source queue must be configured as a Dead Letter Queue.");
    const StartedTimestamp = Math.floor(clock.now());
    const ended = await move(SourceArn, (receiveCount) => DestinationArn ?? sourceOf(sources, receiveCount));
    tasks.unshift({ SourceArn, ...(DestinationArn && { DestinationArn }), StartedTimestamp, ...ended });
    return jsonAnswer({ TaskHandle: `${SourceArn}/${tasks.length}` });
  }

  async function redrivePolicies(): Promise<Map<string, z.output<typeof Redrive> | undefined>> {
    const { QueueUrls } = Queues.parse(await ask("ListQueues", {}));
    const found = QueueUrls.map(async (url) => {
      const QueueUrl = urlOf(url.split("/").at(-1) ?? "");
      const answer = await ask("GetQueueAttributes", { QueueUrl, AttributeNames: ["All"] });
      const { QueueArn, RedrivePolicy } = Attributes.parse(answer).Attributes;
      return [QueueArn, RedrivePolicy ? Redrive.parse(JSON.parse(RedrivePolicy)) : undefined] as const;
    });
    return new Map(await Promise.all(found));
  }

  async function move(from: string, targetOf: (receiveCount: number) => string | undefined) {
    const QueueUrl = urlOf(nameIn(from));
    const names = { MessageSystemAttributeNames: ["All"], MessageAttributeNames: ["All"] };
    for (let ApproximateNumberOfMessagesMoved = 0; ; ApproximateNumberOfMessagesMoved++) {
      const [message] = Received.parse(await ask("ReceiveMessage", { QueueUrl, ...names })).Messages;
      if (!message) return { Status: "COMPLETED", ApproximateNumberOfMessagesMoved };
      const { ReceiptHandle, Body: MessageBody, MessageAttributes } = message;
      const to = targetOf(message.Attributes.ApproximateReceiveCount);
      if (to === undefined) {
        await ask("ChangeMessageVisibility", { QueueUrl, ReceiptHandle, VisibilityTimeout: 0 });
        const FailureReason = "CouldNotDetermineMessageSource";
        return { Status: "FAILED", FailureReason, ApproximateNumberOfMessagesMoved };
      }
      await ask("SendMessage", { QueueUrl: urlOf(nameIn(to)), MessageBody, MessageAttributes });
      await ask("DeleteMessage", { QueueUrl, ReceiptHandle });
    }
  }

  function list({ SourceArn, MaxResults }: z.output<typeof List>): AwsAnswer {
    return jsonAnswer({ Results: tasks.filter((task) => task.SourceArn === SourceArn).slice(0, MaxResults) });
  }

  return async (call) => {
    const shape = call.operation === "StartMessageMoveTask" ? Start : List;
    if (shape === List && call.operation !== "ListMessageMoveTasks") return sqs(call);
    const request = shape.safeParse(jsonBody(call));
    if (!request.success) return invalid(z.prettifyError(request.error));
    return "MaxResults" in request.data ? list(request.data) : start(request.data);
  };
}

const invalid = (message: string) => sqsFault("InvalidParameterValue", message);

/**
 * SQS remembers which queue a dead letter comes from, and knows none for what a rule or Lambda put there. The emulator
 * remembers only how often it was received: more often than its queue allows, if it comes from one. Of several queues
 * it could come from, none is guessed.
 */
function sourceOf([source, ...others]: readonly Source[], receiveCount: number): string | undefined {
  return source && others.length === 0 && receiveCount - 1 > source.maxReceiveCount ? source.arn : undefined;
}
