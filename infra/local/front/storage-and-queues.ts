import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { Server } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type FauxqsServer, startFauxqs } from "fauxqs";

/** Starts the emulator of S3, SQS and SNS inside this process; it tells time by this process's `Date`. */
export async function startStorageAndQueues(stateDir: string | undefined): Promise<FauxqsServer> {
  const dataDir = stateDir && join(stateDir, "storage");
  if (dataDir) mkdirSync(dataDir, { recursive: true });
  await allowEveryCharacter();
  return onLoopback(() => ofAnySize(() => startFauxqs({ port: 0, logger: false, ...(dataDir && { dataDir }) })));
}

/** fauxqs listens on every interface and cannot be told otherwise, so while it starts "every" means loopback. */
async function onLoopback<T>(start: () => Promise<T>): Promise<T> {
  const { listen } = Server.prototype;
  Server.prototype.listen = function listenOnLoopback(this: Server, ...args: unknown[]): Server {
    const [options] = args;
    if (isListenOptions(options) && options.host === "0.0.0.0") options.host = "127.0.0.1";
    return Reflect.apply(listen, this, args);
  };
  try {
    return await start();
  } finally {
    Server.prototype.listen = listen;
  }
}

/** fauxqs takes bodies of 11 MiB, S3 of 5 GB. The limit is set with each parser of bodies, while it starts. */
async function ofAnySize<T>(start: () => Promise<T>): Promise<T> {
  const { prototype } = createRequire(import.meta.resolve("fauxqs"))("fastify/lib/content-type-parser.js");
  const { add } = prototype;
  prototype.add = function addUnlimited(type: unknown, options: object, parser: unknown) {
    return Reflect.apply(add, this, [type, { ...options, bodyLimit: Number.MAX_SAFE_INTEGER }, parser]);
  };
  try {
    return await start();
  } finally {
    prototype.add = add;
  }
}

function isListenOptions(value: unknown): value is { host?: string } {
  return typeof value === "object" && value !== null;
}

/**
 * SQS takes every Unicode character XML 1.0 has; fauxqs forgets those beyond U+FFFF and refuses a message with an
 * emoji in it. Its pattern is a shared object, so it can be taught.
 */
async function allowEveryCharacter(): Promise<void> {
  const main = import.meta.resolve("fauxqs");
  const { INVALID_MESSAGE_BODY_CHAR }: { INVALID_MESSAGE_BODY_CHAR: RegExp } = await import(
    /* @vite-ignore */ fileURLToPath(new URL("sqs/sqsTypes.js", main))
  );
  const notInXml = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;
  INVALID_MESSAGE_BODY_CHAR.test = (body) => notInXml.test(body);
}
