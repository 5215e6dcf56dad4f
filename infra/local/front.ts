import { placeOf } from "./arn.ts";
import { datedAnswers } from "./dated-answers.ts";
import { faultFor } from "./front/answers.ts";
import { type AwsAnswer, type AwsCall, type Backend, behind, type Gate } from "./front/call.ts";
import { dynamoDbBackend } from "./front/dynamodb.ts";
import { type DynamoDbProcess, startDynamoDb } from "./front/dynamodb-process.ts";
import { createTables } from "./front/dynamodb-tables.ts";
import { forward } from "./front/forward.ts";
import { type InnerCall, innerCall, innerPut } from "./front/inner-call.ts";
import { functionKeys, installKey } from "./front/install-key.ts";
import { type Mail, startMail } from "./front/mail.ts";
import { movingMessages } from "./front/queue-moves.ts";
import { createStorageAndQueues, localAccount } from "./front/queue-resources.ts";
import { keepingQueueRules } from "./front/queue-rules.ts";
import { isExpired, type QueueState, queueState } from "./front/queue-state.ts";
import { secretsManager } from "./front/secrets.ts";
import { listen } from "./front/server.ts";
import { stateFolder } from "./front/state-folder.ts";
import { startStorageAndQueues } from "./front/storage-and-queues.ts";
import { s3 } from "./s3/s3.ts";
import type { ObjectChange } from "./s3/stored-objects.ts";
import type { AwsFront, Clock, Resource } from "./seams.ts";
import { signatures } from "./signature/signatures.ts";

/** Processes that take a while to start. */
export type Emulators = { readonly dynamoDb: DynamoDbProcess; readonly mail: Mail };

export async function startEmulators(clock: Clock, stateDir?: string): Promise<Emulators> {
  const [dynamoDb, mail] = await Promise.all([startDynamoDb(stateDir), startMail(clock)]);
  return { dynamoDb, mail };
}

export type FrontOptions = {
  readonly clock: Clock;
  /** Where data outlives the process; without one, everything is in memory. */
  readonly dataDir?: string | undefined;
  /** Empties what a former run has left. */
  readonly fresh?: boolean;
  /** Values, by name, of secrets the template does not generate. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Every call passes these, the first one first, before its signature is looked at. */
  readonly gates?: readonly Gate[];
  /** Emulators that run already and outlive this front; the database in them is this front's own. */
  readonly emulators?: Emulators | undefined;
};

export type Front = AwsFront & {
  /** The inbox page; `<mail>/store` answers the mails as JSON. */
  readonly mail: string;
  /** This part's own folder under `dataDir`. */
  readonly stateDir: string | undefined;
  /** What `Ref` of a queue answers. */
  queueUrl(name: string): string;
  /** Makes what the template asks for, unless a former run has. */
  create(resources: readonly Resource[]): Promise<void>;
  /** A call by a part of AWS, in its own name or a function's, through the same gates as any other. */
  call(call: InnerCall): Promise<Record<string, unknown>>;
  /** The same for an object. */
  put(bucket: string, key: string, body: string, as: string): Promise<void>;
  /** Puts gates behind those the front was opened with; calls pass them in the order given. */
  use(...gates: readonly Gate[]): void;
  /** Tells of every object that was stored or deleted. Answers how to stop telling. */
  onObjectChange(listener: (change: ObjectChange) => void): () => void;
  /** Gives a service to a backend in this process. */
  serve(service: string, backend: Backend): void;
  /** Tells of every call after it was carried out and before the caller learns of it. Answers how to stop telling. */
  watch(watcher: Watcher): () => void;
  queueState(name: string): QueueState;
  /** Another database of the same DynamoDB, for tables that nobody else sees. */
  readonly replica: Backend;
};

export type Watcher = (call: AwsCall, answer: AwsAnswer | undefined) => void;

/** Starts everything AWS-like that needs no template: the address is known at once, `create` brings the resources. */
export async function openFront(options: FrontOptions): Promise<Front> {
  const { clock } = options;
  const stateDir = await stateFolder(options.dataDir, options.fresh ?? false);
  const install = installKey(stateDir);
  const keys = functionKeys(install);
  const secrets = secretsManager(stateDir, options.secrets ?? {});
  const starting = [options.emulators ?? startEmulators(clock, stateDir), startStorageAndQueues(stateDir)] as const;
  const [{ dynamoDb, mail }, fauxqs] = await Promise.all(starting);

  const askQueues = (operation: string, body: Record<string, unknown>) =>
    innerCall(carriedOut, { service: "sqs", operation, body, as: "sqs.amazonaws.com" });
  const emulator: Backend = (call) => forward(fauxqs.port, call);
  const moving = movingMessages(emulator, { clock, ask: askQueues, urlOf: (name) => queueUrl(name) });
  const nameOf = (url: string) => url.slice(url.lastIndexOf("/") + 1);
  let region: string | undefined;
  const known = { keyOf: keys.keyOf, region: () => region };
  const storage = s3({ clock, fauxqs: emulator, ...known, callerOf: keys.callerOf });
  const backends = new Map<string, Backend>([
    ["dynamodb", dynamoDbBackend(dynamoDb.port, install)],
    ["s3", storage.backend],
    ["sqs", keepingQueueRules(moving, (url, handle) => isExpired(fauxqs, nameOf(url), handle, clock.now()))],
    ["sns", emulator],
    ["ses", (call) => forward(mail.port, call)],
    ["secretsmanager", secrets.backend],
  ]);
  const watchers = new Set<Watcher>();
  const carriedOut = behind([telling(watchers)], carriedOutBy(backends));
  const signed = signatures({ clock, ...known });
  const gates = [datedAnswers(clock), ...(options.gates ?? []), storage.outer, signed, storage.inner];
  let entrance = behind(gates, carriedOut);
  const pass: Backend = (call) => entrance(call);
  const server = await listen(pass, keys.callerOf);
  const { url } = server;
  const queueUrl = (name: string) => `${url}/${localAccount}/${name}`;

  const front: Front = {
    url,
    mail: `http://127.0.0.1:${mail.port}`,
    stateDir,
    queueUrl,
    credentialsFor: keys.credentialsFor,
    async create(resources) {
      region = placeOf(resources)?.region;
      const setup = (service: string) => (operation: string, body: Record<string, unknown>) =>
        front.call({ service, operation, body, as: "cloudformation.amazonaws.com" });
      secrets.create(resources);
      storage.configure(resources);
      await createTables(resources, setup("dynamodb"));
      await createStorageAndQueues(resources, fauxqs, (name, Attributes) =>
        setup("sqs")("SetQueueAttributes", { QueueUrl: queueUrl(name), Attributes }),
      );
    },
    call: (call) => innerCall(pass, call),
    put: (...object) => innerPut(pass, ...object),
    use(...more) {
      gates.push(...more);
      entrance = behind(gates, carriedOut);
    },
    onObjectChange: storage.onChange,
    serve: (service, backend) => void backends.set(service, backend),
    watch(watcher) {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    queueState: (name) => queueState(fauxqs, name, clock.now()),
    replica: dynamoDbBackend(dynamoDb.port, `${install}Replica`),
    async stop() {
      await server.stop();
      await fauxqs.stop();
      if (!options.emulators) await Promise.all([mail.stop(), dynamoDb.stop()]);
    },
  };
  return front;
}

/** The innermost step: whoever emulates the service. */
function carriedOutBy(backends: ReadonlyMap<string, Backend>): Backend {
  return async (call) => {
    const backend = backends.get(call.service);
    if (backend) return backend(call);
    const message = `The local cloud has no ${call.service}; it was asked for ${call.operation}`;
    return faultFor(call.service, "UnknownServiceException", message, 501);
  };
}

function telling(watchers: ReadonlySet<Watcher>): Gate {
  return async (call, next) => {
    let answer: AwsAnswer | undefined;
    try {
      answer = await next(call);
      return answer;
    } finally {
      for (const watcher of watchers) watcher(call, answer);
    }
  };
}
