import * as z from "zod";
import { jsonAnswer, jsonFault } from "../front/answers.ts";
import { type Backend, jsonBody } from "../front/call.ts";
import type { LambdaRuntime } from "../seams.ts";

const Invocation = z.object({ FunctionName: z.string(), InvocationType: z.literal("Event"), Payload: z.string() });

/** The part of Lambda's API that EventBridge calls: what is queued is answered with 202. */
export function invokeBackend(runtime: Pick<LambdaRuntime, "invokeAsync">): Backend {
  return async (call) => {
    const invocation = Invocation.safeParse(jsonBody(call));
    if (call.operation !== "Invoke" || !invocation.success)
      return jsonFault("UnknownOperationException", `${call.operation} of Lambda is not emulated`);
    await runtime.invokeAsync(invocation.data.FunctionName, JSON.parse(invocation.data.Payload));
    return jsonAnswer({}, 202);
  };
}
