import type { InvokeResult, LambdaError } from "../seams.ts";

/** Bytes of JSON (Lambda Developer Guide, "Lambda quotas"): 6 MB both ways, and 1 MB where nobody waits for the answer. */
const most = {
  RequestResponse: 6 * 1_048_576,
  Event: 1_048_576,
  /** The answer may be a little longer, as Lambda's own error tells. */
  response: 6 * 1_048_576 + 100,
};

/** Why Lambda would not take this payload. */
export function requestRefusal(payload: string, type: "RequestResponse" | "Event"): LambdaError | undefined {
  const bytes = Buffer.byteLength(payload);
  if (bytes <= most[type]) return undefined;
  const errorMessage = `${bytes} byte payload is too large for the ${type} invocation type (limit ${most[type]} bytes)`;
  return { errorType: "RequestEntityTooLargeException", errorMessage };
}

export function responseRefusal(payload: string): LambdaError | undefined {
  if (Buffer.byteLength(payload) <= most.response) return undefined;
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${most.response} bytes).`;
  return { errorType: "Function.ResponseSizeTooLarge", errorMessage };
}

/** What Invoke answers instead of running a function whose reserved concurrency is in use. */
export const rateExceeded: InvokeResult = {
  ok: false,
  error: { errorType: "TooManyRequestsException", errorMessage: "Rate Exceeded." },
};

/** Refused before it ran: not an error of the function. */
export const throttled = (result: InvokeResult) => !result.ok && result.error.errorType === "TooManyRequestsException";
