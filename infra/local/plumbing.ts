import { setTimeout as sleep } from "node:timers/promises";
import { parseArn, placeOf } from "./arn.ts";
import { createFaults, type Faults } from "./faults/faults.ts";
import { tablesWritten, writesTables } from "./front/dynamodb.ts";
import { localAccount } from "./front/queue-resources.ts";
import { ofType } from "./front/resource-properties.ts";
import type { Front } from "./front.ts";
import { invokeBackend } from "./lambda/invoke-backend.ts";
import { busBackend, eventBus } from "./plumbing/bus/bus.ts";
import { deliveries } from "./plumbing/bus/delivery.ts";
import { readRules } from "./plumbing/bus/rules.ts";
import { type Deliver, destinations } from "./plumbing/destinations.ts";
import { type MappingSettings, mappingSettings } from "./plumbing/mapping-settings.ts";
import { startQueueMapping } from "./plumbing/queue/queue-mapping.ts";
import { expectVisibility } from "./plumbing/queue/visibility.ts";
import { startSchedules } from "./plumbing/schedule/schedules.ts";
import { type RunningMapping, type RunningStream, startStreamMapping } from "./plumbing/stream/stream-mapping.ts";
import { objectEvents } from "./s3/object-events.ts";
import type { Clock, EventPlumbing, LambdaRuntime, Resource } from "./seams.ts";

const graceAtStop = 2_000;

export type PlumbingOptions = {
  readonly resources: readonly Resource[];
  readonly clock: Clock;
  readonly runtime: LambdaRuntime;
  readonly front: Front;
  readonly faults?: Faults;
  /** Told of what goes wrong inside the plumbing itself. */
  readonly warn?: (message: string) => void;
};

export type Plumbing = EventPlumbing & {
  /** Puts a payload where a destination of a function says. */
  readonly deliver: Deliver;
};

/** Connects what the template connects: buses, rules, schedules, and mappings of streams and queues to functions. */
export async function startPlumbing(options: PlumbingOptions): Promise<Plumbing> {
  const { resources, clock, runtime, front, faults = createFaults(), warn = console.warn } = options;
  const place = placeOf(resources) ?? { region: "us-east-1", account: localAccount };
  const mappings = settingsOf(resources);
  const consumers = new Map(mappings.map(({ sourceArn, functionArn }) => [sourceArn, functionArn]));
  const { send, inHand } = deliveries({ front, clock, faults, consumers, warn });
  const { onEvents, onTime } = readRules(resources);
  const buses = ofType(resources, "AWS::Events::EventBus");
  const publish = eventBus({ clock, place, buses, rules: onEvents, send });
  front.serve("events", busBackend(publish, faults));
  front.serve("lambda", invokeBackend(runtime));
  const deliver = destinations({ front, warn });

  const parts = { front, clock, runtime, deliver, faults, warn };
  const queues: RunningMapping[] = [];
  const streams: RunningStream[] = [];
  for (const settings of mappings) {
    const { service } = parseArn(settings.sourceArn);
    if (service === "sqs") await expectVisibility(settings, resources, front);
    if (service === "sqs") queues.push(startQueueMapping({ ...parts, settings }));
    if (service === "dynamodb") streams.push(await startStreamMapping({ ...parts, settings }));
  }

  const stopWatching = front.watch((call) => {
    // A stream is looked at when its own table was written to: others have nothing new.
    if (writesTables(call)) for (const stream of streams) stream.written(tablesWritten(call));
    // Any call may have put a message somewhere; receiving moves those received too often to another queue.
    if (call.service === "sqs" || call.service === "sns") for (const queue of queues) queue.wake();
  });
  const stopTelling = front.onObjectChange(objectEvents({ resources, clock, account: place.account, publish }));
  const schedules = startSchedules({ resources, rules: onTime, clock, place, send });

  return {
    deliver,
    async pending() {
      const waiting = [...streams, ...queues].reduce((sum, mapping) => sum + mapping.pending(), 0);
      return waiting + inHand() + schedules.due();
    },
    async stop() {
      stopWatching();
      stopTelling();
      schedules.stop();
      const ends = [...streams, ...queues].map((mapping) => mapping.stop());
      // What runs longer is handed out again at the next start.
      await Promise.race([Promise.all(ends), sleep(graceAtStop, undefined, { ref: false })]);
    },
  };
}

function settingsOf(resources: readonly Resource[]): MappingSettings[] {
  const functions = ofType(resources, "AWS::Lambda::Function");
  return ofType(resources, "AWS::Lambda::EventSourceMapping").flatMap(
    (resource) => mappingSettings(resource, functions) ?? [],
  );
}
