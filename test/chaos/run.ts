import { minutes } from "#domain/time.ts";
import { createClock } from "#infra/local/clock.ts";
import { type Cloud, startCloud } from "#infra/local/cloud.ts";
import { type Gate, ResponseLost } from "#infra/local/front/call.ts";
import type { Emulators } from "#infra/local/front.ts";
import { seededRandom } from "#infra/local/random.ts";
import { createReplay, type Replay } from "#infra/local/replay/replay.ts";
import type { StripeDouble } from "#infra/local/stripe/stripe-double.ts";
import { startPayments } from "#infra/start/payments.ts";
import { castOf } from "#test/chaos/cast.ts";
import { mainJob } from "#test/chaos/job.ts";
import { judged } from "#test/chaos/judge.ts";
import { type ChaosScenario, scenarioOf } from "#test/chaos/scenario.ts";
import { breakStripe, mendStripe, stripeGate, struckAtStripe } from "#test/chaos/stripe-faults.ts";

export type Outcome = {
  readonly scenario: ChaosScenario;
  /** What must hold and does not, in words; empty if all is well. */
  readonly violations: readonly string[];
  readonly trace: readonly string[];
  /** How often each kind of fault hit. */
  readonly fired: Readonly<Record<string, number>>;
};

/** A moment all runs begin at, so that nothing depends on the day. */
const beginning = Date.parse("2026-11-02T09:00:00Z");

/** What the keys of tokens derive from: the same in every run, as processes remember secrets. */
const master = "chaos".padEnd(48, "-");

export type Ground = {
  /** The directory of the synthesized stack. */
  readonly assembly: string;
  readonly emulators: Emulators;
};

/** Runs the main job under one seed's faults on a cloud of its own, then judges what is left. */
export async function run(seed: number, { assembly, emulators }: Ground): Promise<Outcome> {
  const scenario = scenarioOf(seed);
  const clock = createClock(beginning);
  const replay = createReplay(seed);
  const atStripe: { cloud?: Cloud } = {};
  const payments = await startPayments(clock, undefined, {
    random: seededRandom(seed),
    gate: (request, carryOut) => stripeGate(replay, atStripe)(request, carryOut),
    deliverWebhook: (_event, _attempt, send) => replay.webhook("stripe", send),
  });
  const defects: string[] = [];
  const gate: Gate = (call, next) =>
    replay.gate(call, next).catch((error: unknown) => {
      if (!(error instanceof ResponseLost)) defects.push(`${call.service} ${call.operation}: ${error}`);
      throw error;
    });
  const secrets = {
    "bilten/local/stripe": payments.secret,
    "bilten/local/keys": JSON.stringify({ master }),
  };
  const cloud: Cloud = await startCloud({
    ...{ assembly, stack: "bilten-local", port: 0, clock, emulators, secrets, pending: payments.pending },
    // Nobody asks what it costs, and counting takes a tenth of the time.
    ...{ gates: [gate], pacing: replay, meter: false, onWarning: (warning) => defects.push(warning) },
  });
  atStripe.cloud = cloud;
  payments.tellWebhook(`${cloud.api}/v1/payments/stripe-events`);
  if (!payments.double) throw new Error("Chaos needs Stripe's double: unset STRIPE_SECRET_KEY");
  try {
    const outcome = await play(scenario, { cloud, replay, double: payments.double });
    if (defects.length === 0) return outcome;
    throw new Error("It went on all the same");
  } catch (error) {
    const stack = error instanceof Error ? error.stack : String(error);
    throw defects.length === 0 ? error : new Error(`The local cloud failed: ${defects.join("; ")}\n${stack}`);
  } finally {
    replay.stop();
    await cloud.stop();
    await payments.stop();
  }
}

type Set = { readonly cloud: Cloud; readonly replay: Replay; readonly double: StripeDouble };

async function play(scenario: ChaosScenario, { cloud, replay, double }: Set): Promise<Outcome> {
  const { clock, faults } = cloud;
  Object.assign(process.env, {
    ...{ AWS_ENDPOINT_URL: cloud.endpoint, AWS_REGION: "eu-central-1", STAGE: "local" },
    ...{ AWS_ACCESS_KEY_ID: "operator", AWS_SECRET_ACCESS_KEY: "operator" },
    KEYS_SECRET_ARN: "bilten/local/keys",
  });
  replay.begin();
  const cast = await castOf(scenario, cloud);
  // What follows from it is no part of the job: a fault that struck it or not would hang on this machine's haste.
  await replay.quiet();

  for (const fault of scenario.stripeFaults) breakStripe(double, fault, scenario.seed);
  faults.set({ seed: scenario.seed, faults: [...scenario.faults] });
  const stage = {
    ...{ scenario, cast, clock, replay, api: cloud.api },
    stripe: double,
  };
  let done = false;
  const job = mainJob(stage).finally(() => {
    done = true;
  });
  for (;;) {
    await Promise.race([replay.quiet(), job.then(() => replay.quiet())]);
    if (done) break;
    const next = clock.nextAlarm();
    if (next === undefined) throw new Error("Everybody waits and nothing is due");
    clock.advance(Math.max(0, next - clock.now()));
  }
  const said = await job;
  const struck = { ...faults.fired(), ...struckAtStripe(double, scenario.stripeFaults, said) };
  mendStripe(double);
  for (const pause of scenario.pauses) {
    clock.advance(minutes(pause));
    await replay.quiet();
  }
  const fired = { ...struck, ...faults.fired() };
  replay.stop();
  // What is read to judge is no part of the run.
  faults.set({ seed: scenario.seed, faults: [] });
  const violations = await judged({ cast, said, scenario, cloud, ledger: double.ledger() });
  return { scenario, violations, trace: replay.trace(), fired };
}
