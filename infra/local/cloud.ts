import { createClock, installClock } from "./clock.ts";
import { partitionLimits } from "./dynamodb/buckets.ts";
import { transactionConflicts } from "./dynamodb/conflicts.ts";
import { requestLimits } from "./dynamodb/limits.ts";
import type { Tally } from "./dynamodb/meter/ledger.ts";
import { createMeter, type Meter } from "./dynamodb/meter/meter.ts";
import { laggingReplica } from "./dynamodb/replica.ts";
import { tableSchemas } from "./dynamodb/table-schema.ts";
import { dynamoDbFaults } from "./faults/dynamodb-faults.ts";
import { faultControls } from "./faults/fault-controls.ts";
import { faultGate } from "./faults/fault-gate.ts";
import { createFaults, type Faults } from "./faults/faults.ts";
import type { Gate } from "./front/call.ts";
import { type Emulators, openFront } from "./front.ts";
import { type Controls, controlsFor, withControls } from "./http-api/control.ts";
import { gateway, type RequestLine } from "./http-api/gateway.ts";
import { openOrigin } from "./http-api/origin.ts";
import { iam } from "./iam/iam.ts";
import { invokeControl } from "./lambda/invoke-control.ts";
import { startLambda } from "./lambda/runtime.ts";
import { startPlumbing } from "./plumbing.ts";
import type { Clock, InvokeResult, Pacing, Resource } from "./seams.ts";
import { settle } from "./settle.ts";
import { readStack } from "./template.ts";

export type CloudOptions = {
  /** The directory `cdk synth` wrote, and the stack in it to run. */
  readonly assembly: string;
  readonly stack: string;
  /** The API's port; 0 for any. A taken one moves on to the next. */
  readonly port: number;
  /** Where data outlives the process; without one, everything is in memory. */
  readonly dataDir?: string | undefined;
  /** Empties what a former run has left. */
  readonly fresh?: boolean;
  /** Values, by name, of secrets the template does not generate. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly instanceCap?: number;
  /** The time everything here lives in; one that starts at the machine's if absent. */
  readonly clock?: Clock;
  /** What else must be done before everything is at rest: another service's calls that are due. */
  readonly pending?: () => number;
  /** Counts capacity units, at the price of reading what is written before and after it; on unless false. */
  readonly meter?: boolean;
  /** Throttles a partition key at what AWS allows it in a second, as the meter counts; on unless false. */
  readonly partitionLimits?: boolean;
  /** Every AWS call passes these. */
  readonly gates?: readonly Gate[];
  /** Says when each invocation starts. */
  readonly pacing?: Pacing;
  /** Emulators that run already and serve other clouds, too, each with a database of its own. */
  readonly emulators?: Emulators;
  /** What `GET /_local` answers, beside the addresses. */
  readonly describe?: () => Readonly<Record<string, unknown>>;
  /** Further control routes, such as `POST /_local/mail`. */
  readonly controls?: Controls;
  readonly onRequest?: (line: RequestLine) => void;
  /** Told of each line a function logs, and of what its invocation has used of DynamoDB by then. */
  readonly onFunctionLog?: (functionName: string, line: string, used: Tally) => void;
  /** Told of what goes wrong inside of the local cloud. */
  readonly onWarning?: (message: string) => void;
};

export type Cloud = {
  /** Where the API answers: `http://127.0.0.1:<port>`. */
  readonly api: string;
  /** Whether another port is used than the one asked for. */
  readonly portMoved: boolean;
  /** The inbox page. */
  readonly mail: string;
  /** Where AWS calls go; an operator's command sets `AWS_ENDPOINT_URL` to it. */
  readonly endpoint: string;
  readonly clock: Clock;
  readonly faults: Faults;
  readonly meter: Meter;
  readonly resources: readonly Resource[];
  readonly outputs: Readonly<Record<string, unknown>>;
  /** Invokes a function by name or ARN and waits for its answer. */
  invoke(nameOrArn: string, event: unknown): Promise<InvokeResult>;
  /** Ends the function instance that works on an invocation. */
  kill(requestId: string): void;
  /** Waits until everything has come to rest; false if it does not within a minute. */
  settle(): Promise<boolean>;
  stop(): Promise<void>;
};

/** Runs a synthesized stack on this machine. If anything fails to start, what has started is stopped again. */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const started: (() => unknown)[] = [];
  const stop = async () => {
    for (const undo of started.splice(0).reverse()) await undo();
  };
  try {
    return await start(options, (undo) => started.push(undo), stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(options: CloudOptions, whenStopped: (undo: () => unknown) => void, stop: () => Promise<void>) {
  // Lambda's hosts are on UTC; a thread cannot have a time zone of its own.
  process.env.TZ = "UTC";
  const clock = options.clock ?? createClock();
  whenStopped(installClock(clock));

  const origin = await openOrigin(options.port);
  whenStopped(origin.close);
  const { instanceCap = 8, onFunctionLog = () => {}, onRequest, onWarning = console.warn } = options;
  const { dataDir, fresh = false, secrets = {}, gates = [], emulators } = options;
  const front = await openFront({ clock, dataDir, fresh, secrets, gates, emulators });
  whenStopped(front.stop);

  const late = { apiOrigin: origin.url, queueUrl: front.queueUrl };
  const { resources, outputs } = readStack(options.assembly, options.stack, late);
  const faults = createFaults();
  const schemas = tableSchemas(resources);
  const permissions = iam(resources);
  front.use(permissions.gate);
  const waiting = options.pacing?.clockFor(clock) ?? clock;
  front.use(
    faultGate({ faults, clock: waiting, kill: (id) => runtime.kill(id) }),
    dynamoDbFaults(faults, schemas),
    transactionConflicts(schemas, faults, waiting),
  );
  const onThrottled = (what: string) => onWarning(`DynamoDB throttled a partition: ${what}`);
  const limits = partitionLimits({ schemas, clock, onThrottled });
  if (options.partitionLimits ?? true) front.use(limits.gate);
  const meter = createMeter(schemas, limits.spend);
  // It counts what is really carried out, so only what stands for the database itself comes after it.
  if (options.meter ?? true) front.use(meter.gate);
  front.use(requestLimits(schemas), laggingReplica({ schemas, faults, clock, replica: front.replica }));
  await front.create(resources);
  await options.pacing?.know(resources, front);

  const runtime = await startLambda({
    resources,
    front,
    clock,
    faults,
    instanceCap,
    pacing: options.pacing,
    log: (name, line, requestId = "") => onFunctionLog(name, line, meter.ofInvocation(requestId)),
    deliver: (...record) => plumbing.deliver(...record),
  });
  whenStopped(runtime.stop);
  const plumbing = await startPlumbing({ resources, front, clock, runtime, faults, warn: onWarning });
  whenStopped(plumbing.stop);

  const addresses = { api: origin.url, mail: front.mail, endpoint: front.url };
  const pending = async () => (await plumbing.pending()) + (options.pending?.() ?? 0);
  const rest = () => settle({ runtime, plumbing: { pending } });
  const describe = () => ({ ...addresses, now: new Date(clock.now()).toISOString(), ...options.describe?.() });
  const controls = {
    ...controlsFor({ clock, describe, settle: rest }),
    ...faultControls(faults),
    ...meter.controls,
    ...permissions.controls,
    ...invokeControl(resources, runtime),
    ...options.controls,
  };
  origin.serve(withControls(controls, gateway({ resources, runtime: permissions.forApi(runtime), clock, onRequest })));

  const arnOf = (nameOrArn: string) =>
    resources.find(({ type, ref }) => type === "AWS::Lambda::Function" && ref === nameOrArn)?.arn ?? nameOrArn;
  return {
    ...addresses,
    portMoved: origin.moved,
    clock,
    faults,
    meter,
    resources,
    outputs,
    invoke: (nameOrArn: string, event: unknown) => runtime.invoke(arnOf(nameOrArn), event),
    kill: (requestId: string) => runtime.kill(requestId),
    settle: rest,
    stop,
  };
}
