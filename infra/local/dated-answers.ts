import type { Gate } from "./front/call.ts";
import type { Clock } from "./seams.ts";

/**
 * Every answer tells the clock's time. The AWS SDK trusts a server's `Date` more than its own clock once they are five
 * minutes apart, and would sign with the machine's time again after the first answer.
 */
export function datedAnswers(clock: Pick<Clock, "now">): Gate {
  return async (call, next) => {
    const answer = await next(call);
    return { ...answer, headers: { ...answer.headers, date: new Date(clock.now()).toUTCString() } };
  };
}
