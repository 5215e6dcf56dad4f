import { nameIn } from "../../arn.ts";
import { createBell } from "../bell.ts";
import { batchDelivery, type Consumer } from "./batch-delivery.ts";
import { eventRecord } from "./event.ts";
import { createdAt, type StreamRecord, sequenceOf, stamping } from "./records.ts";
import type { Page, Position, Stream } from "./shards.ts";

/** How long an idle reader waits for a wake-up before it looks by itself: DynamoDB also writes on its own (TTL). */
const idle = 2_000;
const largestPayload = 6 * 1_024 * 1_024;

export type ShardConsumer = {
  /** Records read or to be read and not finished with. */
  pending(): number;
  wake(): void;
  stop(): void;
  /** Ends when the shard does, true, or when stopped. */
  readonly ended: Promise<boolean>;
};

type Source = {
  readonly stream: Stream;
  readonly shardId: string;
  readonly start: Position;
  /** Writes through the front so far. */
  writes(): number;
};

/** Reads one shard from where its mapping was and hands it on in batches, one after the other. */
export function consumeShard(consumer: Consumer, { stream, shardId, start, writes }: Source): ShardConsumer {
  const { settings, clock, checkpoints, faults } = consumer;
  const bell = createBell();
  const stamp = stamping(clock);
  let stopped = false;
  const sleepUntil = async (at: number) => {
    const cancel = clock.at(at, bell.ring);
    while (!stopped && clock.now() < at) await bell.wait(idle);
    cancel();
  };
  const sleep = (milliseconds: number) => sleepUntil(clock.now() + milliseconds);
  const delivery = batchDelivery(consumer, { shardId, stopped: () => stopped, sleep });

  let buffer: StreamRecord[] = [];
  let bufferedSince = 0;
  let position = start;
  let iterator: string | undefined;
  /** The count of writes before the last read that found nothing: all those are finished with. */
  let caughtUpWith = -1;
  let unsaved: string | undefined;
  let startedOver = false;

  const windowOf = (record: StreamRecord) =>
    Math.floor(createdAt(record) / settings.tumblingWindow) * settings.tumblingWindow;
  const windowIsOver = () => {
    const window = delivery.window();
    return window !== undefined && clock.now() >= window.start + settings.tumblingWindow;
  };

  /**
   * Where tables share DynamoDB Local, their streams share its numbers, and an iterator from before a stream's first
   * record is said to have been kept too long, be it made a moment ago. Once there is a record, another from the same
   * place reads on.
   */
  async function nextPage(limit: number): Promise<Page> {
    iterator ??= await stream.iterator(shardId, position);
    try {
      return await stream.read(iterator, limit);
    } catch (error) {
      if (!(error instanceof Error && error.name === "TrimmedDataAccessException")) throw error;
      iterator = await stream.iterator(shardId, position);
      return stream.read(iterator, limit);
    }
  }

  async function read(): Promise<boolean> {
    const before = writes();
    const page = await nextPage(Math.min(settings.batchSize, 1_000));
    iterator = page.next;
    const last = page.records.at(-1);
    if (last) position = { after: sequenceOf(last) };
    else caughtUpWith = before;
    for (const raw of page.records) take(stamp(raw));
    return page.records.length > 0;
  }

  function take(record: StreamRecord): void {
    unsaved = sequenceOf(record);
    if (!settings.accepts(eventRecord(record, settings.sourceArn))) return;
    if (buffer.length === 0) {
      bufferedSince = clock.now();
      if (settings.batchingWindow > 0) clock.at(bufferedSince + settings.batchingWindow, bell.ring);
    }
    buffer.push(record);
  }

  async function handOn(ended: boolean): Promise<void> {
    const due = () =>
      buffer.length > 0 &&
      (ended || buffer.length >= settings.batchSize || clock.now() >= bufferedSince + settings.batchingWindow);
    while (due() && !stopped) {
      const [first] = buffer;
      if (settings.tumblingWindow > 0 && first) await enterWindow(windowOf(first));
      const batch = buffer.slice(0, nextBatchLength());
      await delivery.deliverBatch(batch);
      if (!stopped) buffer = buffer.slice(batch.length);
      if (faults.take("stream-replayed", { functionName: nameIn(settings.functionArn) })) startOver();
    }
    // Records a filter left out are done with, too, once those before them are.
    if (buffer.length === 0 && unsaved !== undefined && !stopped) {
      checkpoints.save(shardId, { sequence: unsaved, window: delivery.window() });
      unsaved = undefined;
    }
  }

  /** As a mapping made anew at TRIM_HORIZON: every record the stream still has comes again. */
  function startOver(): void {
    buffer = [];
    iterator = unsaved = undefined;
    position = "TRIM_HORIZON";
    caughtUpWith = -1;
    startedOver = true;
    checkpoints.save(shardId, { window: delivery.window() });
  }

  async function enterWindow(start: number): Promise<void> {
    const open = delivery.window();
    if (open && open.start < start) await delivery.closeWindow();
    if (delivery.window()) return;
    delivery.openWindow(start);
    clock.at(start + settings.tumblingWindow, bell.ring);
  }

  /** As many records as the batch size, the payload limit and the window of the first allow. */
  function nextBatchLength(): number {
    let bytes = 0;
    const [first] = buffer;
    const end = buffer.findIndex((record, index) => {
      bytes += Buffer.byteLength(JSON.stringify(record));
      const otherWindow = settings.tumblingWindow > 0 && first && windowOf(record) > windowOf(first);
      return index >= settings.batchSize || otherWindow || (bytes > largestPayload && index > 0);
    });
    return end === -1 ? buffer.length : end;
  }

  async function run(): Promise<boolean> {
    let open = true;
    while (!stopped && open) {
      try {
        const found = await read();
        open = iterator !== undefined;
        startedOver = false;
        await handOn(!open);
        open ||= startedOver;
        if (!found && buffer.length === 0 && windowIsOver()) await delivery.closeWindow();
        if (!found && open && caughtUpWith === writes()) await bell.wait(idle);
      } catch (error) {
        // An expired iterator, or an emulator that has gone: read on behind the last record read.
        if (stopped) break;
        open = true;
        iterator = undefined;
        consumer.warn(`${settings.id}: consuming the stream failed: ${error instanceof Error ? error.message : error}`);
        await sleep(250);
      }
    }
    if (!stopped) checkpoints.save(shardId, { ...checkpoints.of(shardId), closed: true });
    return !stopped;
  }

  return {
    pending: () => buffer.length + (caughtUpWith < writes() ? 1 : 0) + (windowIsOver() ? 1 : 0),
    wake: bell.ring,
    stop() {
      stopped = true;
      bell.ring();
    },
    ended: run(),
  };
}
