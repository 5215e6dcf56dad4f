import { randomUUID } from "node:crypto";
import * as z from "zod";
import { nameIn } from "../arn.ts";
import type { Clock } from "../seams.ts";
import { jsonAnswer } from "./answers.ts";
import { type AwsAnswer, type Backend, jsonBody } from "./call.ts";
import { AwsFault } from "./inner-call.ts";
import { sqsFault } from "./queue-rules.ts";

type Ask = (operation: string, body: Record<string, unknown>) => Promise<Record<string, unknown>>;

type Parts = {
  readonly clock: Pick<Clock, "now" | "at">;
  /** Asks the queues themselves. */
  readonly ask: Ask;
  readonly urlOf: (queueName: string) => string;
};

const Start = z.object({
  SourceArn: z.string(),
  DestinationArn: z.string().optional(),
  MaxNumberOfMessagesPerSecond: z.int().min(1).max(500).optional(),
});
type Start = z.output<typeof Start>;
const List = z.object({ SourceArn: z.string(), MaxResults: z.int().min(1).max(10).default(1) });
const Cancel = z.object({ TaskHandle: z.string() });
const Received = z.object({
  Messages: z
    .array(
      z.object({
        ReceiptHandle: z.string(),
        Body: z.string(),
        Attributes: z.object({ ApproximateReceiveCount: z.coerce.number() }),
        MessageAttributes: z.record(z.string(), z.unknown()).default({}),
      }),
    )
    .default([]),
});
const Redrive = z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number() });

type Source = { readonly arn: string; readonly maxReceiveCount: number };
type Task = Start & {
  readonly handle: string;
  readonly started: number;
  readonly sources: readonly Source[];
  readonly toMove: number;
  status: "RUNNING" | "COMPLETED" | "CANCELLED" | "FAILED";
  reason?: string;
  moved: number;
};

/**
 * Adds to an emulator of SQS the moving of messages out of a dead letter queue: back to where they came from, or to
 * another queue, as new messages (SQS API reference, `StartMessageMoveTask`).
 */
export function movingMessages(sqs: Backend, { clock, ask, urlOf }: Parts): Backend {
  const tasks: Task[] = [];

  async function start(request: Start): Promise<AwsAnswer> {
    const { SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond: rate } = request;
    const queues = await allQueues();
    for (const arn of [SourceArn, DestinationArn])
      if (arn !== undefined && !queues.has(arn))
        return sqsFault("ResourceNotFoundException", `The resource that you specified for ${arn} doesn't exist.`);
    const sources = sourcesOf(SourceArn, queues);
    if (sources.length === 0) return invalid("Source queue must be configured as a Dead Letter Queue.");
    if (tasks.some((task) => task.SourceArn === SourceArn && task.status === "RUNNING"))
      return invalid("There is already a task running. Only one active task is allowed for a source queue arn.");
    const toMove = Number(queues.get(SourceArn)?.ApproximateNumberOfMessages ?? 0);
    const task: Task = {
      ...request,
      ...{ handle: randomUUID(), started: clock.now(), sources, toMove, status: "RUNNING", moved: 0 },
    };
    tasks.unshift(task);
    const ended = move(task).catch((error: Error) => fail(task, error.name));
    // Without a rate all is moved by the time the caller learns of the task.
    if (rate === undefined) await ended;
    return jsonAnswer({ TaskHandle: task.handle });
  }

  async function allQueues(): Promise<Map<string, Record<string, unknown>>> {
    const { QueueUrls } = z.object({ QueueUrls: z.array(z.string()).default([]) }).parse(await ask("ListQueues", {}));
    const found = QueueUrls.map(async (url) => {
      const QueueUrl = urlOf(url.split("/").at(-1) ?? "");
      const answer = await ask("GetQueueAttributes", { QueueUrl, AttributeNames: ["All"] });
      const attributes = z.record(z.string(), z.unknown()).parse(answer.Attributes);
      return [String(attributes.QueueArn), attributes] as const;
    });
    return new Map(await Promise.all(found));
  }

  async function move(task: Task): Promise<void> {
    const { SourceArn, MaxNumberOfMessagesPerSecond: rate = Number.POSITIVE_INFINITY } = task;
    const QueueUrl = urlOf(nameIn(SourceArn));
    for (let second = 0; task.status === "RUNNING"; ) {
      const wanted = { MaxNumberOfMessages: Math.min(10, rate - second), VisibilityTimeout: 30 };
      const names = { MessageSystemAttributeNames: ["All"], MessageAttributeNames: ["All"] };
      const { Messages } = Received.parse(await ask("ReceiveMessage", { QueueUrl, ...wanted, ...names }));
      if (Messages.length === 0) task.status = "COMPLETED";
      for (const { ReceiptHandle, Body, Attributes, MessageAttributes } of Messages) {
        const to = task.DestinationArn ?? sourceOf(task, Attributes.ApproximateReceiveCount);
        if (to === undefined) {
          await ask("ChangeMessageVisibility", { QueueUrl, ReceiptHandle, VisibilityTimeout: 0 });
          return fail(task, "CouldNotDetermineMessageSource");
        }
        await ask("SendMessage", { QueueUrl: urlOf(nameIn(to)), MessageBody: Body, MessageAttributes });
        await ask("DeleteMessage", { QueueUrl, ReceiptHandle });
        task.moved++;
      }
      second += Messages.length;
      if (second < rate || task.status !== "RUNNING") continue;
      await new Promise<void>((resolve) => void clock.at(clock.now() + 1_000, resolve));
      second = 0;
    }
  }

  function list({ SourceArn, MaxResults }: z.output<typeof List>): AwsAnswer {
    const found = tasks.filter((task) => task.SourceArn === SourceArn).slice(0, MaxResults);
    return jsonAnswer({ Results: found.map(described) });
  }

  function cancel({ TaskHandle }: z.output<typeof Cancel>): AwsAnswer {
    const task = tasks.find(({ handle, status }) => handle === TaskHandle && status === "RUNNING");
    if (!task) return sqsFault("ResourceNotFoundException", "Task does not exist.");
    task.status = "CANCELLED";
    return jsonAnswer({ ApproximateNumberOfMessagesMoved: task.moved });
  }

  return async (call) => {
    const { operation } = call;
    const carried = <T>(shape: z.ZodType<T>, carryOut: (request: T) => AwsAnswer | Promise<AwsAnswer>) => {
      const request = shape.safeParse(jsonBody(call));
      return request.success ? carryOut(request.data) : invalid(z.prettifyError(request.error));
    };
    if (operation === "StartMessageMoveTask") return carried(Start, start);
    if (operation === "ListMessageMoveTasks") return carried(List, list);
    if (operation === "CancelMessageMoveTask") return carried(Cancel, cancel);
    return sqs(call);
  };
}

const invalid = (message: string) => sqsFault("InvalidParameterValue", message);

function fail(task: Task, reason: string): void {
  task.status = "FAILED";
  task.reason = reason;
}

/** The queues whose dead letters go to this one. */
function sourcesOf(arn: string, queues: ReadonlyMap<string, Record<string, unknown>>): Source[] {
  return [...queues].flatMap(([source, { RedrivePolicy }]) => {
    if (typeof RedrivePolicy !== "string") return [];
    const { deadLetterTargetArn, maxReceiveCount } = Redrive.parse(JSON.parse(RedrivePolicy));
    return deadLetterTargetArn === arn ? [{ arn: source, maxReceiveCount }] : [];
  });
}

/**
 * SQS remembers which queue a dead letter comes from, and knows none for what a rule or Lambda put there. The emulator
 * remembers only how often it was received: more often than its queue allows, if it comes from one.
 */
function sourceOf({ sources }: Task, receiveCount: number): string | undefined {
  const [source, ...others] = sources;
  if (others.length > 0)
    throw new AwsFault(
      "UnsupportedOperation",
      "The local cloud needs a DestinationArn where a queue has several sources",
      400,
    );
  return source && receiveCount - 1 > source.maxReceiveCount ? source.arn : undefined;
}

function described(task: Task) {
  return {
    ...(task.status === "RUNNING" && { TaskHandle: task.handle }),
    Status: task.status,
    SourceArn: task.SourceArn,
    ...(task.DestinationArn && { DestinationArn: task.DestinationArn }),
    ...(task.MaxNumberOfMessagesPerSecond && { MaxNumberOfMessagesPerSecond: task.MaxNumberOfMessagesPerSecond }),
    ApproximateNumberOfMessagesMoved: task.moved,
    ApproximateNumberOfMessagesToMove: task.toMove,
    ...(task.reason && { FailureReason: task.reason }),
    StartedTimestamp: Math.floor(task.started),
  };
}
