import type { InstanceData } from "./messages.ts";

/** The longest delay `setTimeout` takes. */
const longestTimer = 2 ** 31 - 1;

/** The second argument of a handler. */
export function contextFor(data: InstanceData, requestId: string) {
  const ends = Date.now() + data.timeout;
  return {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName: data.functionName,
    functionVersion: "$LATEST",
    invokedFunctionArn: data.functionArn,
    memoryLimitInMB: String(data.memory),
    logGroupName: `/aws/lambda/${data.functionName}`,
    logStreamName: "local",
    // Where runs are repeated, time stands still: a timer set by what is left of it would measure the machine's.
    getRemainingTimeInMillis: () => (data.seeded ? longestTimer : Math.max(0, Math.round(ends - Date.now()))),
  };
}
