import { mkdirSync } from "node:fs";
import { createClock } from "./local/clock.ts";
import { type CloudOptions, startCloud } from "./local/cloud.ts";
import { keptJson } from "./local/kept-json.ts";
import { inRoot } from "./root.ts";
import { readFlags } from "./start/flags.ts";
import { narrate } from "./start/narrate.ts";
import { startPayments } from "./start/payments.ts";
import { type Demo, type Ready, screen } from "./start/screen.ts";
import { synthesize } from "./synth.ts";

/** `npm start`: the whole product on this machine, as it would be deployed. */
async function start(args: string[]): Promise<void> {
  const flags = readFlags(args, process.env);
  // With --json standard output is one line for a program; people read the other.
  const say = (text: string) => (flags.json ? process.stderr : process.stdout).write(`${text}\n`);
  const undo: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => stop().then(() => process.exit(0)));
  }
  try {
    await run(flags, say, (step) => undo.push(step));
  } catch (error) {
    await stop();
    throw error;
  }
}

async function run(
  flags: ReturnType<typeof readFlags>,
  say: (text: string) => void,
  whenStopped: (step: () => Promise<void>) => void,
): Promise<void> {
  say("Synthesizing what would be deployed …");
  const assembly = await synthesize("local", inRoot(".build", "local"));
  const dataDir = flags.memory ? undefined : inRoot(".local");
  const clock = createClock(0, keptOffset(dataDir, flags.fresh));
  const payments = await startPayments(clock, dataDir && `${dataDir}/stripe.ndjson`);
  whenStopped(payments.stop);

  say("Starting DynamoDB, queues, mail and functions …");
  let told: Omit<Ready, "api" | "mail"> = { docs: "", stripe: payments.url };
  const cloud = await startCloud({
    assembly,
    stack: "bilten-local",
    port: flags.port,
    dataDir,
    fresh: flags.fresh,
    meter: flags.meter,
    clock,
    pending: payments.pending,
    secrets: { "bilten/local/stripe": payments.secret },
    describe: () => told,
    ...narration(say),
  });
  whenStopped(cloud.stop);
  if (cloud.portMoved) say(`Port ${flags.port} is taken: using the next free one.`);
  payments.tellWebhook(`${cloud.api}/v1/payments/stripe-events`);

  told = { ...told, docs: `${cloud.api}/docs` };
  byOperatorsHand(cloud);
  await seed(new Date(clock.now()));
  if (flags.demo) told = { ...told, demo: await fillDemo(cloud, clock.now(), say) };
  const ready: Ready = { api: cloud.api, mail: cloud.mail, ...told };
  say(screen(ready, payments.secretKey));
  if (flags.json) process.stdout.write(`${JSON.stringify(ready)}\n`);
}

/** How far a former run moved the clock: orders, tokens and queues of that run live in its time. */
function keptOffset(dataDir: string | undefined, fresh: boolean) {
  if (dataDir) mkdirSync(dataDir, { recursive: true });
  const kept = keptJson(dataDir, "clock.json", 0);
  if (fresh) kept.write(0);
  return kept;
}

function narration(say: (text: string) => void): Pick<CloudOptions, "onRequest" | "onFunctionLog" | "onWarning"> {
  return {
    // A function tells of its own requests; only what the gateway answered by itself is news.
    onRequest: ({ operation, method, path, status }) => {
      if (!operation) say(`${status} ${method} ${path} (answered by the gateway)`);
    },
    onFunctionLog: (_, line, used) => {
      const told = narrate(line, used);
      if (told) say(told);
    },
    onWarning: say,
  };
}

type Cloud = Awaited<ReturnType<typeof startCloud>>;

/** What is in the table from the start is written by an operator's hand: with the SDK, through the same front. */
function byOperatorsHand(cloud: Cloud): void {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: cloud.endpoint,
    AWS_REGION: "eu-central-1",
    AWS_ACCESS_KEY_ID: "operator",
    AWS_SECRET_ACCESS_KEY: "operator",
    TABLE_NAME: cloud.outputs.TableName,
  });
}

async function seed(now: Date): Promise<void> {
  const { table } = await import("#data/table.ts");
  const { seedCategories } = await import("./ops/seed-categories/seed.ts");
  await seedCategories(table, now);
}

async function fillDemo(cloud: Cloud, now: number, say: (text: string) => void) {
  const { fill } = await import("#test/demo/fill.ts");
  const demo: Demo = await fill(new Date(now), (done, total) =>
    say(`Filling the demo catalogue … ${done} of ${total}`),
  );
  await cloud.settle();
  return demo;
}

start(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
