import { faultFor } from "../front/answers.ts";
import type { AwsAnswer, AwsCall } from "../front/call.ts";

type Refusal = readonly [type: string, status: number];

/** How each service says that it failed and that it is asked too much, as its API reference's error pages have it. */
const byService: Readonly<Record<string, { readonly failed: Refusal; readonly throttled: Refusal }>> = {
  dynamodb: { failed: ["InternalServerError", 500], throttled: ["ThrottlingException", 400] },
  s3: { failed: ["InternalError", 500], throttled: ["SlowDown", 503] },
  sqs: { failed: ["InternalFailure", 500], throttled: ["RequestThrottled", 400] },
  ses: { failed: ["InternalFailure", 500], throttled: ["TooManyRequestsException", 429] },
  secretsmanager: { failed: ["InternalServiceError", 500], throttled: ["ThrottlingException", 400] },
  events: { failed: ["InternalException", 500], throttled: ["ThrottlingException", 400] },
};
const anyService = { failed: ["InternalFailure", 500], throttled: ["ThrottlingException", 400] } as const;

/** Errors whose name does not tell the status. All other exceptions are the caller's own doing: 400. */
const statuses: Readonly<Record<string, number>> = {
  ...{ SlowDown: 503, ServiceUnavailable: 503, ServiceUnavailableException: 503, TooManyRequestsException: 429 },
  AccessDenied: 403,
};

const messages: Readonly<Record<string, string>> = {
  InternalError: "We encountered an internal error. Please try again.",
  SlowDown: "Please reduce your request rate.",
  ServiceUnavailable: "The service is unavailable. Please try again shortly.",
  ThrottlingException: "Rate exceeded",
  TooManyRequestsException: "Maximum sending rate exceeded.",
  ProvisionedThroughputExceededException:
    "The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.",
};

/** The error of that name, or the service's own way to say that it has failed. */
export function serviceError({ service }: AwsCall, name?: string): AwsAnswer {
  const [type, status] = name ? [name, statusOf(name)] : (byService[service] ?? anyService).failed;
  return faultFor(
    service,
    type,
    messages[type] ?? "The request processing has failed because of an internal error",
    status,
  );
}

export function throttlingError({ service }: AwsCall): AwsAnswer {
  const [type, status] = (byService[service] ?? anyService).throttled;
  return faultFor(service, type, messages[type] ?? "Rate exceeded", status);
}

function statusOf(name: string): number {
  return statuses[name] ?? (name.startsWith("Internal") ? 500 : 400);
}
