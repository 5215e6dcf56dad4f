import { randomUUID } from "node:crypto";
import { nameIn, parseArn } from "../arn.ts";
import type { Front } from "../front.ts";
import { isObject } from "../json.ts";
import type { LambdaRuntime } from "../seams.ts";
import type { Publish } from "./bus/bus.ts";

export type DeliverOptions = {
  /** Whose permission is used: a function's ARN, or the principal of an AWS service. */
  readonly as?: string;
  /** The object's key, where the destination is a bucket. */
  readonly key?: string;
};

/** Puts a payload where an `OnFailure` or `OnSuccess` destination says: queue, bucket, bus or function. */
export type Deliver = (destinationArn: string, payload: unknown, options?: DeliverOptions) => Promise<void>;

type Parts = {
  readonly front: Pick<Front, "call" | "put" | "queueUrl">;
  readonly runtime: Pick<LambdaRuntime, "invokeAsync">;
  readonly publish: Publish;
};

export function destinations({ front, runtime, publish }: Parts): Deliver {
  return async (arn, payload, { as = "lambda.amazonaws.com", key = `aws/lambda/${randomUUID()}` } = {}) => {
    const { service } = parseArn(arn);
    const text = JSON.stringify(payload);
    if (service === "sqs") {
      const body = { QueueUrl: front.queueUrl(nameIn(arn)), MessageBody: text };
      await front.call({ service, operation: "SendMessage", body, as });
    } else if (service === "s3") await front.put(nameIn(arn), key, text, as);
    else if (service === "lambda") await runtime.invokeAsync(arn, payload);
    else if (service === "events") expectPublished(publish([resultEvent(arn, payload, text)]));
    else throw new Error(`The local cloud delivers to no ${service}: ${arn}`);
  };
}

/** The event Lambda puts on a bus for an asynchronous invocation. */
function resultEvent(bus: string, payload: unknown, text: string) {
  const context = isObject(payload) && isObject(payload.requestContext) ? payload.requestContext : {};
  const outcome = context.condition === "Success" ? "Success" : "Failure";
  const DetailType = `Lambda Function Invocation Result - ${outcome}`;
  return { EventBusName: bus, Source: "lambda", DetailType, Detail: text, Resources: [String(context.functionArn)] };
}

function expectPublished({ Entries }: ReturnType<Publish>): void {
  const [entry] = Entries;
  if (entry && "ErrorMessage" in entry) throw new Error(entry.ErrorMessage);
}
