import type { InstanceData } from "./messages.ts";

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
    getRemainingTimeInMillis: () => Math.max(0, Math.round(ends - Date.now())),
  };
}
