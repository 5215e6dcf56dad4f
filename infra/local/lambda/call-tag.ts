import http from "node:http";
import { syncBuiltinESMExports } from "node:module";

/** Tells the local cloud which invocation a request comes from, and its place among that invocation's requests. */
export const callTag = "x-local-call";

/** Told when the thread has got an answer, or learnt that there is none, and has done what follows from it at once. */
export type Settled = (requestId: string, order: number) => void;

/**
 * Puts the tag on every HTTP request this thread sends. Requests of one invocation may reach the front over several
 * connections, in any order; only the thread that sends them knows which came first.
 */
export function tagCalls(settled?: Settled): { start(requestId: string, firstAnswer?: () => void): void } {
  let current = "";
  let count = 0;
  let answered: (() => void) | undefined;
  const { request } = http;
  http.request = function taggedRequest(this: unknown, ...args: unknown[]) {
    const outgoing: http.ClientRequest = Reflect.apply(request, this, args);
    const [requestId, order] = [current, count++];
    outgoing.setHeader(callTag, `${requestId}/${order}`);
    if (settled) {
      outgoing.once("close", () => setImmediate(() => setImmediate(settled, requestId, order)));
      // It may wait for its turn while the clock stands still; how long that takes on this machine must not matter.
      outgoing.setTimeout = () => outgoing;
    }
    const told = answered;
    if (told) outgoing.once("response", (response: http.IncomingMessage) => response.once("end", told));
    return outgoing;
  };
  syncBuiltinESMExports();
  return {
    start(requestId, firstAnswer) {
      current = requestId;
      count = 0;
      answered = firstAnswer;
    },
  };
}
