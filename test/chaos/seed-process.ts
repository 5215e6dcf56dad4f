import { createClock } from "#infra/local/clock.ts";
import { startEmulators } from "#infra/local/front.ts";
import { run } from "#test/chaos/run.ts";

/** A process that runs the seeds it is sent, one after the other, on emulators of its own. */
const assembly = process.argv[2] ?? "";
const emulators = await startEmulators(createClock());

process.on("message", async (seed: number) => {
  try {
    process.send?.(await run(seed, { assembly, emulators }));
  } catch (error) {
    process.send?.({ seed, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
process.once("disconnect", () => process.exit());
process.send?.("ready");
