import { randomUUID } from "node:crypto";
import * as z from "zod";
import { nameIn } from "../../arn.ts";
import type { Faults } from "../../faults/faults.ts";
import { jsonAnswer, jsonFault } from "../../front/answers.ts";
import { type Backend, jsonBody } from "../../front/call.ts";
import { isObject, parsedJson } from "../../json.ts";
import type { Clock, Resource } from "../../seams.ts";
import type { BusEvent, Send } from "./delivery.ts";
import type { PatternRule } from "./rules.ts";

const Entry = z.object({
  EventBusName: z.string().optional(),
  Source: z.string().optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  Resources: z.array(z.string()).default([]),
  /** Seconds since the epoch. */
  Time: z.number().optional(),
});

type Told = { readonly EventId: string };
type Failed = { readonly ErrorCode: string; readonly ErrorMessage: string };

/** What `PutEvents` does with one entry: each succeeds or fails on its own. */
export type Publish = (entry: z.input<typeof Entry>) => Told | Failed;

type Parts = {
  readonly clock: Pick<Clock, "now">;
  readonly place: { readonly region: string; readonly account: string };
  readonly buses: readonly Resource[];
  readonly rules: readonly PatternRule[];
  readonly send: Send;
};

/** The event buses: takes events in and sends each to the targets of the rules it matches. */
export function eventBus({ clock, place, buses, rules, send }: Parts): Publish {
  const names = new Set(["default", ...buses.map((bus) => nameIn(bus.arn))]);

  return (given) => {
    const entry = Entry.parse(given);
    const bus = busName(entry.EventBusName);
    if (!names.has(bus)) return { ErrorCode: "NotFound", ErrorMessage: `Event bus ${bus} does not exist.` };
    for (const field of ["Source", "DetailType", "Detail"] as const)
      if (!entry[field]) return { ErrorCode: "InvalidArgument", ErrorMessage: `Parameter ${field} is not valid.` };
    const detail = parsedJson(entry.Detail ?? "");
    if (!isObject(detail)) return { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." };
    const event: BusEvent = {
      version: "0",
      id: randomUUID(),
      "detail-type": entry.DetailType ?? "",
      source: entry.Source ?? "",
      account: place.account,
      time: isoSeconds(entry.Time === undefined ? clock.now() : entry.Time * 1_000),
      region: place.region,
      resources: entry.Resources,
      detail,
    };
    for (const rule of rules)
      if (rule.bus === bus && rule.matches(event)) for (const target of rule.targets) send(target, event, rule.arn);
    return { EventId: event.id };
  };
}

const Request = z.object({ Entries: z.array(Entry) });
/** Ten entries (API reference of PutEvents) and 1 MB in all (AWS Compute Blog, 29 January 2026; until then 256 KB). */
const most = { entries: 10, bytes: 1_048_576 };

/** The part of the EventBridge API that functions call. */
export function busBackend(publish: Publish, faults: Pick<Faults, "take" | "random">): Backend {
  return async (call) => {
    if (call.operation !== "PutEvents")
      return jsonFault("UnknownOperationException", `${call.operation} of EventBridge is not emulated`);
    const request = Request.safeParse(jsonBody(call));
    if (!request.success) return jsonFault("ValidationException", request.error.message);
    const { Entries } = request.data;
    if (Entries.length === 0 || Entries.length > most.entries)
      return jsonFault("ValidationException", `'entries' must have between 1 and ${most.entries} members`);
    if (Entries.reduce((sum, entry) => sum + sizeOf(entry), 0) > most.bytes)
      return jsonFault("ValidationException", "Total size of the entries in the request is over the limit.");
    const functionName = call.caller.kind === "function" ? nameIn(call.caller.arn) : undefined;
    const { take, random } = faults;
    const fails = take("put-events-partly-failed", { functionName }) ? someOf(Entries.length, random) : () => false;
    const results = Entries.map((entry, at) => {
      if (entry.Source?.startsWith("aws.")) return notAuthorized;
      return fails(at) ? notTaken(random) : publish(entry);
    });
    const FailedEntryCount = results.filter((result) => "ErrorCode" in result).length;
    return jsonAnswer({ FailedEntryCount, Entries: results });
  };
}

/** These sources are AWS's own. */
const notAuthorized: Failed = {
  ErrorCode: "NotAuthorizedForSourceException",
  ErrorMessage: "Not authorized for the source.",
};

/** Some entries fail, at least one, as they may on AWS at any time; the answer is a 200 all the same. */
function someOf(length: number, random: () => number): (at: number) => boolean {
  const certain = Math.floor(random() * length);
  return (at) => at === certain || random() >= 0.5;
}

function notTaken(random: () => number): Failed {
  const ErrorCode = random() < 0.5 ? "ThrottlingException" : "InternalFailure";
  return { ErrorCode, ErrorMessage: "The entry was not taken." };
}

/** By AWS's rule: the bytes of the texts, and 14 for a time. */
function sizeOf(entry: z.output<typeof Entry>): number {
  const texts = [entry.Source ?? "", entry.DetailType ?? "", entry.Detail ?? "", ...entry.Resources];
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), entry.Time === undefined ? 0 : 14);
}

/** A bus is named by name, by ARN, or not at all. */
export function busName(nameOrArn: string | undefined): string {
  if (nameOrArn === undefined || nameOrArn === "") return "default";
  return nameOrArn.startsWith("arn:") ? nameIn(nameOrArn) : nameOrArn;
}

/** Times in events have whole seconds. */
export function isoSeconds(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, "Z");
}
