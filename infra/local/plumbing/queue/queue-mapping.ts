import * as z from "zod";
import { nameIn } from "../../arn.ts";
import type { Faults } from "../../faults/faults.ts";
import type { Front } from "../../front.ts";
import type { Clock, LambdaRuntime } from "../../seams.ts";
import type { MappingSettings } from "../mapping-settings.ts";
import type { RunningMapping } from "../stream/stream-mapping.ts";
import { filterView, Message, queueRecord } from "./event.ts";
import { succeeded } from "./outcome.ts";

type Parts = {
  readonly settings: MappingSettings;
  readonly front: Pick<Front, "call" | "queueUrl" | "queueState">;
  readonly clock: Pick<Clock, "now" | "at">;
  readonly runtime: Pick<LambdaRuntime, "invoke">;
  readonly faults: Pick<Faults, "take" | "random">;
  readonly warn: (message: string) => void;
};

const Received = z.object({ Messages: z.array(Message).default([]) });

/**
 * Runs the mapping of a queue to a function. It receives only when messages are visible, which it knows from looking
 * at the queue: when woken by a call to SQS, when a batch ends, and when the clock reaches the next hidden message.
 */
export function startQueueMapping({ settings, front, clock, runtime, faults, warn }: Parts): RunningMapping {
  const queueName = nameIn(settings.sourceArn);
  const QueueUrl = front.queueUrl(queueName);
  let stopped = false;
  let pumping = false;
  let inCalls = 0;
  const running = new Set<Promise<void>>();
  const gathered: Message[] = [];
  let gatheringUntil = 0;
  let cancelAlarm = () => {};

  const ask = (operation: string, body: Record<string, unknown>) =>
    front.call({ service: "sqs", operation, body: { QueueUrl, ...body }, as: settings.functionArn });

  const hasFreePoller = () => running.size < settings.maximumConcurrency;

  /** Receives and hands on for as long as there is something to receive and a poller free. */
  async function pump(): Promise<void> {
    if (pumping || stopped) return;
    pumping = true;
    try {
      while (!stopped && hasFreePoller() && (await step()));
    } catch (error) {
      warn(`${settings.id}: receiving failed: ${error instanceof Error ? error.message : error}`);
      // The emulator or a fault refused: by the machine's time, as nothing on the clock would bring the next try.
      setTimeout(wake, 1_000).unref();
    } finally {
      pumping = false;
      setAlarm();
    }
  }

  async function step(): Promise<boolean> {
    const found = front.queueState(queueName).visible > 0 && (await receive()) > 0;
    const due = gathered.length >= settings.batchSize || clock.now() >= gatheringUntil;
    if (gathered.length > 0 && due) handOn(gathered.splice(0, settings.batchSize));
    return found;
  }

  async function receive(): Promise<number> {
    const MaxNumberOfMessages = Math.min(10, settings.batchSize - gathered.length);
    const names = { MessageSystemAttributeNames: ["All"], MessageAttributeNames: ["All"] };
    const { Messages } = Received.parse(await ask("ReceiveMessage", { MaxNumberOfMessages, ...names }));
    const view = (message: Message) => filterView(message, settings.sourceArn, settings.filtersBody);
    const accepted = Messages.filter((message) => settings.accepts(view(message)));
    const refused = Messages.filter((message) => !accepted.includes(message));
    if (refused.length > 0) await remove(refused);
    if (gathered.length === 0) gatheringUntil = clock.now() + settings.batchingWindow;
    gathered.push(...accepted);
    return Messages.length;
  }

  function handOn(messages: readonly Message[]): void {
    inCalls += messages.length;
    const ended = call(messages)
      .catch((error: Error) => warn(`${settings.id}: a batch failed: ${error.message}`))
      .finally(() => {
        running.delete(ended);
        inCalls -= messages.length;
        wake();
      });
    running.add(ended);
  }

  async function call(messages: readonly Message[]): Promise<void> {
    const result = await invoke(messages);
    const done = succeeded(result, messages, settings);
    await remove(done);
    if (done.length === 0 || !faults.take("message-duplicated", { functionName: nameIn(settings.functionArn) })) return;
    // SQS promises each message once at least: a copy on another of its servers may outlive the deletion.
    await invoke(done.slice(Math.floor(faults.random() * done.length)).slice(0, 1));
  }

  function invoke(messages: readonly Message[]) {
    const Records = messages.map((message) => queueRecord(message, settings.sourceArn));
    return runtime.invoke(settings.functionArn, { Records });
  }

  async function remove(messages: readonly Message[]): Promise<void> {
    for (let at = 0; at < messages.length; at += 10) {
      const batch = messages.slice(at, at + 10);
      const Entries = batch.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
      await ask("DeleteMessageBatch", { Entries });
    }
  }

  /** Wakes at the next thing to come: a hidden message, or the end of the batching window. */
  function setAlarm(): void {
    cancelAlarm();
    if (stopped) return;
    const { visible, nextVisibleAt = Number.POSITIVE_INFINITY } = front.queueState(queueName);
    // Visible, but not given when asked for: ask again, though not at once.
    if (visible > 0 && hasFreePoller()) setTimeout(wake, 100).unref();
    const next = gathered.length > 0 ? Math.min(nextVisibleAt, gatheringUntil) : nextVisibleAt;
    if (next < Number.POSITIVE_INFINITY) cancelAlarm = clock.at(next, wake);
  }

  function wake(): void {
    void pump();
  }

  wake();
  return {
    pending: () => front.queueState(queueName).visible + gathered.length + inCalls + (pumping ? 1 : 0),
    wake,
    async stop() {
      stopped = true;
      cancelAlarm();
      await Promise.all(running);
    },
  };
}
