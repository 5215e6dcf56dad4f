import type { IncomingMessage, ServerResponse } from "node:http";
import { openOrigin } from "../http-api/origin.ts";
import { faultFor, jsonFault } from "./answers.ts";
import { type AwsAnswer, type AwsCall, type Backend, ResponseLost } from "./call.ts";
import { type CallerOf, readCall } from "./read-call.ts";

export type FrontServer = { readonly url: string; stop(): Promise<void> };

/** The HTTP side of the front, on loopback: reads each request as an AWS call, has it carried out, writes the answer. */
export async function listen(pass: Backend, callerOf: CallerOf): Promise<FrontServer> {
  const { url, serve, close } = await openOrigin(0);
  serve((request, response) =>
    answer(request, pass, callerOf).then(
      (answered) => write(response, request.method, answered),
      () => void response.destroy(),
    ),
  );
  return { url, stop: close };
}

async function answer(request: IncomingMessage, pass: Backend, callerOf: CallerOf): Promise<AwsAnswer> {
  const call = await readCall(request, callerOf);
  if (call === undefined)
    return jsonFault("MissingAuthenticationToken", "The request names no AWS service: sign it with SigV4", 403);
  return pass(call).catch((error: unknown) => {
    if (error instanceof ResponseLost) throw error;
    return failed(call, error);
  });
}

/** What a broken emulator looks like from outside: a server fault the SDK retries. */
export function failed(call: AwsCall, error: unknown): AwsAnswer {
  const message = error instanceof Error ? error.message : String(error);
  return faultFor(call.service, "InternalFailure", `${call.service} ${call.operation}: ${message}`, 500);
}

function write(response: ServerResponse, method: string | undefined, { status, headers, body }: AwsAnswer): void {
  // The length of a HEAD's answer is that of the body it leaves out.
  const length = method === "HEAD" ? {} : { "content-length": body.length };
  response.writeHead(status, { ...headers, ...length });
  response.end(method === "HEAD" ? undefined : body);
}
