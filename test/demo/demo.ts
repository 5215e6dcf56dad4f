import { parseArgs } from "node:util";
import { money } from "#test/demo/money.ts";
import { race } from "#test/demo/race.ts";
import { openStage } from "#test/demo/stage.ts";
import { Steps } from "#test/demo/steps.ts";
import { story } from "#test/demo/story.ts";

/** `npm run demo`: the whole story against a running stack. Ends with 1 if any step fails. */
async function demo(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { api: { type: "string" } } });
  const stage = await openStage(values.api ?? `http://127.0.0.1:${process.env.PORT ?? 4000}`);
  const steps = new Steps();
  const step: Steps["step"] = (...arguments_) => steps.step(...arguments_);
  console.log(`\nFrom sign-up to the door, at ${stage.api}\n`);
  const runs = await story(stage, { step });
  console.log("\nAfter the sale\n");
  await money(stage, { step }, runs);
  const organizer = await stage.logIn(runs.organizer);
  console.log("\nThe last tickets\n");
  const result = await race(stage, { step }, { ...runs, organizer });
  console.log(`\nAll went well: ${steps.summary()}; ${result}.`);
}

demo(process.argv.slice(2)).catch((error: unknown) => {
  console.error(`\nThe demo failed: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
});
