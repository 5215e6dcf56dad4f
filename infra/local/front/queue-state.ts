import type { FauxqsServer } from "fauxqs";

type Inspects = Pick<FauxqsServer, "inspectQueue">;

/** What waits in a queue at one instant. */
export type QueueState = {
  /** Messages a receiver would get now: never received, delay over, or their visibility timeout over. */
  readonly visible: number;
  /** When the next hidden message becomes visible, if one is hidden. */
  readonly nextVisibleAt: number | undefined;
};

/** Whether a received message was sent longer ago than its queue keeps any (`MessageRetentionPeriod`, in seconds). */
export function isExpired(fauxqs: Inspects, name: string, receiptHandle: string, now: number): boolean {
  const queue = fauxqs.inspectQueue(name);
  const received = queue?.messages.inflight.find((inflight) => inflight.receiptHandle === receiptHandle);
  const kept = Number(queue?.attributes.MessageRetentionPeriod) * 1_000;
  return received !== undefined && received.message.sentTimestamp + kept < now;
}

/** Looks into a queue without receiving. fauxqs itself moves hidden messages only when somebody receives. */
export function queueState(fauxqs: Inspects, name: string, now: number): QueueState {
  const messages = fauxqs.inspectQueue(name)?.messages;
  if (!messages) throw new Error(`There is no queue ${name} in the template`);
  const hiddenUntil = [
    ...messages.delayed.map((message) => message.delayUntil ?? 0),
    ...messages.inflight.map((received) => received.visibilityDeadline),
  ];
  const later = hiddenUntil.filter((at) => at > now);
  return {
    visible: messages.ready.length + hiddenUntil.length - later.length,
    nextVisibleAt: later.length > 0 ? Math.min(...later) : undefined,
  };
}
