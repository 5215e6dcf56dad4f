import { randomUUID } from "node:crypto";
import * as z from "zod";
import { nameIn, parseArn } from "../arn.ts";
import type { Front } from "../front.ts";
import { isObject } from "../json.ts";

/**
 * Puts a payload where an `OnFailure` or `OnSuccess` destination of a function says, with the function's permission. What
 * is refused is lost, as on AWS; the warning stands for the metric `DestinationDeliveryFailures`. `key`: the object's,
 * where the destination is a bucket.
 */
export type Deliver = (destinationArn: string, payload: unknown, functionArn: string, key?: string) => Promise<void>;

type Parts = {
  readonly front: Pick<Front, "call" | "put" | "queueUrl">;
  readonly warn: (message: string) => void;
};

type Call = readonly [operation: string, body: Record<string, unknown>];

export function destinations({ front, warn }: Parts): Deliver {
  const calls: Readonly<Record<string, (arn: string, payload: unknown, text: string) => Call>> = {
    sqs: (arn, _, MessageBody) => ["SendMessage", { QueueUrl: front.queueUrl(nameIn(arn)), MessageBody }],
    lambda: (arn, _, Payload) => ["Invoke", { FunctionName: arn, InvocationType: "Event", Payload }],
    events: (arn, payload, text) => ["PutEvents", { Entries: [resultEvent(arn, payload, text)] }],
  };

  async function put(arn: string, payload: unknown, as: string, key = `aws/lambda/${randomUUID()}`): Promise<void> {
    const { service } = parseArn(arn);
    const text = JSON.stringify(payload);
    if (service === "s3") return front.put(nameIn(arn), key, text, as);
    const [operation, body] = calls[service]?.(arn, payload, text) ?? [];
    if (!operation || !body) throw new Error(`the local cloud delivers to no ${service}`);
    const { Entries } = Answer.parse(await front.call({ service, operation, body, as }));
    for (const { ErrorMessage } of Entries) if (ErrorMessage) throw new Error(ErrorMessage);
  }

  return (arn, payload, as, key) =>
    put(arn, payload, as, key).catch((error: Error) => {
      warn(`${nameIn(as)}: its destination ${arn} took nothing: ${error.message}`);
    });
}

/** A bus takes and refuses entry by entry. */
const Answer = z.object({ Entries: z.array(z.object({ ErrorMessage: z.string().optional() })).default([]) });

/** The event Lambda puts on a bus for an asynchronous invocation. */
function resultEvent(bus: string, payload: unknown, text: string) {
  const context = isObject(payload) && isObject(payload.requestContext) ? payload.requestContext : {};
  const outcome = context.condition === "Success" ? "Success" : "Failure";
  const DetailType = `Lambda Function Invocation Result - ${outcome}`;
  return { EventBusName: bus, Source: "lambda", DetailType, Detail: text, Resources: [String(context.functionArn)] };
}
