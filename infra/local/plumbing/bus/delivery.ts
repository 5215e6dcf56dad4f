import { nameIn, parseArn } from "../../arn.ts";
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
const permanent = new Set(["QueueDoesNotExist", "AccessDenied", "AccessDeniedException", "ResourceNotFoundException"]);

export function deliveries({ front, clock }: Parts): { send: Send; inHand(): number } {
  let inHand = 0;

  function start(delivery: Delivery): void {
    inHand++;
    attempt(delivery).finally(() => {
      inHand--;
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
    const exhausted = permanent.has(error.name)
      ? "NonRetryable"
      : retries >= target.maximumRetries
        ? "MaximumRetryAttempts"
        : again > since + target.maximumAge
          ? "MaximumEventAgeInSeconds"
          : undefined;
    if (exhausted === undefined) clock.at(again, () => start({ ...delivery, retries: retries + 1 }));
    else if (target.deadLetters) await bury(delivery, target.deadLetters, error, exhausted);
  }

  /** A lost dead letter is lost on AWS, too. */
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
    await sendMessage(delivery, queue, JSON.stringify(event), Object.fromEntries(attributes)).catch(() => {});
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
    send: (target, event, ruleArn) => start({ target, event, ruleArn, since: clock.now(), retries: 0 }),
    inHand: () => inHand,
  };
}

/** EventBridge calls in its own name, for the rule; Scheduler with the role of the schedule. */
function callerFor({ ruleArn }: Delivery) {
  return parseArn(ruleArn).service === "scheduler" ? { as: ruleArn } : { as: principal, sourceArn: ruleArn };
}
