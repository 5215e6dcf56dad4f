import type { Controls } from "../http-api/control.ts";
import type { LambdaRuntime, Resource } from "../seams.ts";

/** Runs a function once and tells its outcome, as an operator does with `aws lambda invoke`: a schedule before its time. */
export const invokeControl = (resources: readonly Resource[], runtime: Pick<LambdaRuntime, "invoke">): Controls => ({
  "POST /_local/invoke": async ({ functionName, event = {} }) => {
    const fn = resources.find(({ type, ref }) => type === "AWS::Lambda::Function" && ref === functionName);
    if (!fn) return { status: 404, body: { message: `There is no function ${functionName}` } };
    return { body: await runtime.invoke(fn.arn, event) };
  },
});
