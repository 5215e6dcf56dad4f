import { nameIn, parseArn } from "../../arn.ts";
import type { Faults } from "../../faults/faults.ts";
import type { Front } from "../../front.ts";
import type { Clock } from "../../seams.ts";
import type { RuleTarget } from "./target.ts";

/** The envelope every event on a bus has. */
export type BusEvent = {
  readonly version: "0";
  readonly id: string;
  readonly "detail-type": string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
};

/** Sends an event to one target and sees it through: retries, then the dead letter queue. */
export type Send = (target: RuleTarget, event: BusEvent, ruleArn: string) => void;

type Parts = {
  readonly front: Pick<Front, "call" | "queueUrl">;
  readonly clock: Pick<Clock, "now" | "at">;
  readonly faults: Pick<Faults, "take">;
  /** The function that a queue's messages go to, by the queue's ARN. */
  readonly consumers: ReadonlyMap<string, string>;
  readonly warn: (message: string) => void;
};

type Delivery = {
  readonly target: RuleTarget;
  readonly event: BusEvent;
  readonly ruleArn: string;
  readonly since: number;
  readonly retries: number;
};

const principal = "events.amazonaws.com";
/** Faults that trying again does not cure; EventBridge gives up at once. */
const permanent = /^(QueueDoesNotExist|ResourceNotFoundException|AccessDenied(Exception)?)$/;

/** How long an event that is to arrive after a later one waits for one to come. */
const longestHold = 1_000;

export function deliveries({ front, clock, faults, consumers, warn }: Parts): { send: Send; inHand(): number } {
  let inHand = 0;
  /** By target, what the next event is to overtake. */
  const held = new Map<string, Delivery[]>();

  /** As EventBridge may deliver: once, but also twice, late, or after an event that was put later. */
  function begin(delivery: Delivery): void {
    const { arn } = delivery.target;
    const occurrence = { functionName: functionNameIn(consumers.get(arn) ?? arn) };
    const copies = faults.take("event-duplicated", occurrence) ? [delivery, delivery] : [delivery];
    for (const copy of copies) {
      const delayed = faults.take("event-delayed", occurrence);
      if (delayed) clock.at(clock.now() + delayed.milliseconds, () => start(copy));
      else if (faults.take("events-reordered", occurrence)) hold(copy);
      else start(copy);
    }
  }

  function hold(delivery: Delivery): void {
    const { arn } = delivery.target;
    held.set(arn, [...(held.get(arn) ?? []), delivery]);
    clock.at(clock.now() + longestHold, () => release(arn));
  }

  function release(arn: string): void {
    const overtaken = held.get(arn) ?? [];
    held.delete(arn);
    overtaken.forEach(start);
  }

  function start(delivery: Delivery): void {
    inHand++;
    attempt(delivery).finally(() => {
      inHand--;
      release(delivery.target.arn);
    });
  }

  async function attempt(delivery: Delivery): Promise<void> {
    const { target, event } = delivery;
    try {
      const input = JSON.stringify(target.input(event));
      if (parseArn(target.arn).service === "lambda") await invoke(delivery, input);
      else await sendMessage(delivery, target.arn, input);
    } catch (error) {
      await failed(delivery, error instanceof Error ? error : new Error(String(error)));
    }
  }

  async function failed(delivery: Delivery, error: Error): Promise<void> {
    const { target, since, retries } = delivery;
    const again = clock.now() + Math.min(1_000 * 2 ** retries, 600_000);
    const exhausted = permanent.test(error.name)
      ? "NonRetryable"
      : retries >= target.maximumRetries
        ? "MaximumRetryAttempts"
        : again > since + target.maximumAge
          ? "MaximumEventAgeInSeconds"
          : undefined;
    if (error.name.startsWith("AccessDenied") || (exhausted && !target.deadLetters))
      refused(delivery, target.arn, error);
    if (exhausted === undefined) clock.at(again, () => start({ ...delivery, retries: retries + 1 }));
    else if (target.deadLetters) await bury(delivery, target.deadLetters, error, exhausted);
  }

  function refused({ ruleArn }: Delivery, arn: string, error: Error): void {
    warn(`${ruleArn}: ${arn} took no event: ${error.message}`);
  }

  /** A dead letter that is not taken is lost on AWS, too. */
  async function bury(delivery: Delivery, queue: string, error: Error, condition: string) {
    const { target, event, ruleArn, retries } = delivery;
    const facts = {
      RULE_ARN: ruleArn,
      TARGET_ARN: target.arn,
      ERROR_CODE: error.name,
      ERROR_MESSAGE: error.message || error.name,
      RETRY_ATTEMPTS: String(retries),
      EXHAUSTED_RETRY_CONDITION: condition,
    };
    const attributes = Object.entries(facts).map(([name, StringValue]) => [name, { DataType: "String", StringValue }]);
    await sendMessage(delivery, queue, JSON.stringify(event), Object.fromEntries(attributes)).catch((lost: Error) =>
      refused(delivery, queue, lost),
    );
  }

  async function sendMessage(delivery: Delivery, queueArn: string, MessageBody: string, MessageAttributes = {}) {
    const body = { QueueUrl: front.queueUrl(nameIn(queueArn)), MessageBody, MessageAttributes };
    await front.call({ service: "sqs", operation: "SendMessage", body, ...callerFor(delivery) });
  }

  async function invoke(delivery: Delivery, Payload: string): Promise<void> {
    const body = { FunctionName: delivery.target.arn, InvocationType: "Event", Payload };
    await front.call({ service: "lambda", operation: "Invoke", body, ...callerFor(delivery) });
  }

  return {
    send: (target, event, ruleArn) => begin({ target, event, ruleArn, since: clock.now(), retries: 0 }),
    inHand: () => inHand,
  };
}

/** EventBridge calls in its own name, for the rule; Scheduler with the role of the schedule. */
function callerFor({ ruleArn }: Delivery) {
  return parseArn(ruleArn).service === "scheduler" ? { as: ruleArn } : { as: principal, sourceArn: ruleArn };
}

/** Without version or alias; undefined of what is no function. */
function functionNameIn(arn: string): string | undefined {
  const { service, rest } = parseArn(arn);
  return service === "lambda" ? rest.split(":")[1] : undefined;
}
