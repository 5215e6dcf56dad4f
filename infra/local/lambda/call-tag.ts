import http from "node:http";
import { syncBuiltinESMExports } from "node:module";

/** Tells the local cloud which invocation a request comes from, and its place among that invocation's requests. */
export const callTag = "x-local-call";

/** Told when the thread has got an answer, or learnt that there is none, and has done what follows from it at once. */
export type Settled = (requestId: string, order: number) => void;

/** When all that follows at once is done. */
const afterwards = (act: () => void) => setImmediate(() => setImmediate(act));

type Tagging = {
  start(requestId: string, firstAnswer?: () => void): void;
  /** All calls of the invocation so far, and those of the thread that are not settled. */
  calls(): { readonly requestId: string; readonly sent: number; readonly open: number };
};

/**
 * Puts the tag on every HTTP request this thread sends. Requests of one invocation may reach the front over several
 * connections, in any order; only the thread that sends them knows which came first.
 */
export function tagCalls(settled?: Settled): Tagging {
  let current = "";
  let count = 0;
  let open = 0;
  let answered: (() => void) | undefined;
  const { request } = http;
  http.request = function taggedRequest(this: unknown, ...args: unknown[]) {
    const outgoing: http.ClientRequest = Reflect.apply(request, this, args);
    const [requestId, order] = [current, count++];
    outgoing.setHeader(callTag, `${requestId}/${order}`);
    if (settled) {
      open += 1;
      let isOpen = true;
      const isDealtWith = () => {
        if (!isOpen) return;
        isOpen = false;
        open -= 1;
        settled(requestId, order);
      };
      outgoing.once("close", () => afterwards(isDealtWith));
      // Who tries again at once does not read the answer, and the request never ends.
      outgoing.once("response", (response) => afterwards(() => response.readableFlowing === null && isDealtWith()));
      // It may wait for its turn while the clock stands still; how long that takes on this machine must not matter.
      outgoing.setTimeout = () => outgoing;
    }
    const told = answered;
    if (told) outgoing.once("response", (response: http.IncomingMessage) => response.once("end", told));
    return outgoing;
  };
  syncBuiltinESMExports();
  return {
    calls: () => ({ requestId: current, sent: count, open }),
    start(requestId, firstAnswer) {
      current = requestId;
      count = 0;
      answered = firstAnswer;
    },
  };
}
