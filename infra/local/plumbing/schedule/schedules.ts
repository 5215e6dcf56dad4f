import { randomUUID } from "node:crypto";
import * as z from "zod";
import { ofType, propertiesOf } from "../../front/resource-properties.ts";
import type { Clock, Resource } from "../../seams.ts";
import { isoSeconds } from "../bus/bus.ts";
import type { BusEvent, Send } from "../bus/delivery.ts";
import type { ScheduledRule } from "../bus/rules.ts";
import { type RuleTarget, readTarget, Target } from "../bus/target.ts";
import { type NextAfter, occurrences } from "./occurrences.ts";

const Schedule = z.object({
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default("UTC"),
  StartDate: z.string().optional(),
  EndDate: z.string().optional(),
  State: z.string().default("ENABLED"),
  FlexibleTimeWindow: z.object({ Mode: z.literal("OFF", "the local cloud has no flexible time windows") }).optional(),
  Target,
});

type Entry = {
  readonly arn: string;
  readonly next: NextAfter;
  readonly until: number;
  readonly source: "aws.events" | "aws.scheduler";
  readonly targets: readonly RuleTarget[];
};

/**
 * When the clock jumps over many occurrences, only this many fire, the latest ones: a day skipped must not run a
 * minutely sweep 1,440 times. Their events carry the times they were due.
 */
const mostMissed = 3;

type Parts = {
  readonly resources: readonly Resource[];
  readonly rules: readonly ScheduledRule[];
  readonly clock: Pick<Clock, "now" | "at">;
  readonly place: { readonly region: string; readonly account: string };
  readonly send: Send;
};

/** Fires the scheduled rules and the schedules of the template. What was due while nothing ran is not made up for. */
export function startSchedules({ resources, rules, clock, place, send }: Parts): {
  stop(): void;
  /** Schedules the clock has reached and that are about to fire. */
  due(): number;
} {
  const cancels = new Map<Entry, () => void>();
  let stopped = false;
  let due = 0;

  function arm(entry: Entry, after: number): void {
    const next = entry.next(after);
    if (next === undefined || next > entry.until || stopped) return;
    cancels.set(
      entry,
      clock.at(next, () => {
        due++;
        // Let a jump of the clock finish, to see how far it goes.
        setImmediate(() => {
          due--;
          if (!stopped) fire(entry, next);
        });
      }),
    );
  }

  function fire(entry: Entry, first: number): void {
    const times: number[] = [];
    const until = Math.min(clock.now(), entry.until);
    for (let at: number | undefined = first; at !== undefined && at <= until; at = entry.next(at)) times.push(at);
    for (const time of times.slice(-mostMissed))
      for (const target of entry.targets) send(target, eventAt(entry, time), entry.arn);
    arm(entry, times.at(-1) ?? first);
  }

  function eventAt({ arn, source }: Entry, time: number): BusEvent {
    const detail = source === "aws.events" ? {} : "{}";
    const envelope = { version: "0", id: randomUUID(), "detail-type": "Scheduled Event", source } as const;
    return { ...envelope, ...place, time: isoSeconds(time), resources: [arn], detail };
  }

  const entries = [...rules.map(ofRule), ...ofType(resources, "AWS::Scheduler::Schedule").flatMap(ofSchedule)];
  for (const entry of entries) arm(entry, clock.now());
  return {
    stop() {
      stopped = true;
      for (const cancel of cancels.values()) cancel();
    },
    due: () => due,
  };
}

function ofRule({ arn, expression, targets }: ScheduledRule): Entry {
  return { arn, next: occurrences(expression), until: Number.POSITIVE_INFINITY, source: "aws.events", targets };
}

function ofSchedule(resource: Resource): Entry[] {
  const schedule = propertiesOf(resource, Schedule);
  if (schedule.State !== "ENABLED") return [];
  const after = occurrences(schedule.ScheduleExpression, schedule.ScheduleExpressionTimezone);
  const start = schedule.StartDate ? Date.parse(schedule.StartDate) : Number.NEGATIVE_INFINITY;
  const until = schedule.EndDate ? Date.parse(schedule.EndDate) : Number.POSITIVE_INFINITY;
  const next: NextAfter = (at) => after(Math.max(at, start - 1));
  return [
    { arn: resource.arn, next, until, source: "aws.scheduler", targets: [readTarget(schedule.Target, resource)] },
  ];
}
