import * as z from "zod";
import { propertiesOf } from "../front/resource-properties.ts";
import type { Resource } from "../seams.ts";
import { compilePattern, type Matches } from "./pattern.ts";

const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

/** Strict: a setting the local cloud does not know is refused by its name. */
const Mapping = z.strictObject({
  FunctionName: z.string(),
  EventSourceArn: z.string(),
  Enabled: z.coerce.boolean().default(true),
  BatchSize: whole(1, 10_000).optional(),
  MaximumBatchingWindowInSeconds: whole(0, 300).default(0),
  FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })) }).optional(),
  FunctionResponseTypes: z.array(z.literal("ReportBatchItemFailures")).default([]),
  StartingPosition: z.enum(["TRIM_HORIZON", "LATEST"]).default("TRIM_HORIZON"),
  BisectBatchOnFunctionError: z.coerce.boolean().default(false),
  // -1 retries until the record expires.
  MaximumRetryAttempts: whole(-1, 10_000).default(-1),
  MaximumRecordAgeInSeconds: whole(-1, 604_800).default(-1),
  ParallelizationFactor: whole(1, 10).default(1),
  TumblingWindowInSeconds: whole(0, 900).default(0),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }).optional() }).optional(),
  ScalingConfig: z.object({ MaximumConcurrency: whole(2, 1_000).optional() }).optional(),
  Tags: z.unknown().optional(),
});

/** An event source mapping: which function gets what of a stream or queue, and what happens when it fails. */
export type MappingSettings = {
  readonly id: string;
  readonly functionArn: string;
  readonly sourceArn: string;
  readonly batchSize: number;
  readonly batchingWindow: number;
  readonly accepts: Matches;
  readonly filtersBody: boolean;
  readonly reportsItemFailures: boolean;
  readonly startAtLatest: boolean;
  readonly bisects: boolean;
  readonly maximumRetries: number;
  /** Milliseconds. */
  readonly maximumAge: number;
  /** Milliseconds; 0 without windows. */
  readonly tumblingWindow: number;
  readonly onFailure: string | undefined;
  readonly maximumConcurrency: number;
};

/** AWS starts a queue mapping with five pollers and adds more under load; the local cloud stays at five. */
const defaultConcurrency = 5;

/** The settings of a mapping in the template; undefined when it is switched off. */
export function mappingSettings(resource: Resource, functions: readonly Resource[]): MappingSettings | undefined {
  const mapping = propertiesOf(resource, Mapping);
  if (!mapping.Enabled) return undefined;
  const fail = (problem: string) => new Error(`${resource.type} ${resource.logicalId}: ${problem}`);
  if (mapping.ParallelizationFactor > 1)
    throw fail("the local cloud works on one batch of a shard at a time: ParallelizationFactor must be 1");
  const ofQueue = mapping.EventSourceArn.split(":")[2] === "sqs";
  const batchSize = mapping.BatchSize ?? (ofQueue ? 10 : 100);
  if (ofQueue && batchSize > 10 && mapping.MaximumBatchingWindowInSeconds === 0)
    throw fail("batches of more than 10 messages need a MaximumBatchingWindowInSeconds of 1 or more");
  const patterns = (mapping.FilterCriteria?.Filters ?? []).map((filter) => JSON.parse(filter.Pattern));
  const filters = patterns.map(compilePattern);
  const orNever = (value: number, unit: number) => (value < 0 ? Number.POSITIVE_INFINITY : value * unit);
  return {
    id: resource.ref,
    functionArn: functionArn(mapping.FunctionName, functions),
    sourceArn: mapping.EventSourceArn,
    batchSize,
    batchingWindow: mapping.MaximumBatchingWindowInSeconds * 1_000,
    accepts: filters.length === 0 ? () => true : (record) => filters.some((matches) => matches(record)),
    filtersBody: patterns.some((pattern) => "body" in pattern),
    reportsItemFailures: mapping.FunctionResponseTypes.length > 0,
    startAtLatest: mapping.StartingPosition === "LATEST",
    bisects: mapping.BisectBatchOnFunctionError,
    maximumRetries: orNever(mapping.MaximumRetryAttempts, 1),
    maximumAge: orNever(mapping.MaximumRecordAgeInSeconds, 1_000),
    tumblingWindow: mapping.TumblingWindowInSeconds * 1_000,
    onFailure: mapping.DestinationConfig?.OnFailure?.Destination,
    maximumConcurrency: mapping.ScalingConfig?.MaximumConcurrency ?? defaultConcurrency,
  };
}

/** `FunctionName` may be a name or any form of ARN. */
function functionArn(name: string, functions: readonly Resource[]): string {
  if (name.startsWith("arn:")) return name;
  return functions.find((resource) => resource.ref === name)?.arn ?? name;
}
