import { afterEach, expect, it } from "vitest";
import { createClock } from "#infra/local/clock.ts";
import { createReplay } from "#infra/local/replay/replay.ts";
import { runningFunctions } from "#test/infra/local/running-functions.ts";

const replay = createReplay(1);
afterEach(() => replay.stop());

it("lets a function's timers wait on the clock, so that its pauses take no time of the machine", async () => {
  const clock = createClock(Date.parse("2026-11-02T09:00:00Z"));
  const source = `
    import { setTimeout as wait } from "node:timers/promises";
    export const handler = async () => {
      const begun = Date.now();
      const cleared = setTimeout(() => { throw new Error("was cleared"); }, 30_000);
      clearTimeout(cleared);
      await wait(40_000);
      const [first] = await Promise.all([
        Promise.race([wait(20_000, "later"), new Promise((resolve) => setTimeout(resolve, 10_000, "sooner"))]),
        wait(25_000),
      ]);
      return { first, took: Date.now() - begun };
    };`;
  const { invoke } = await runningFunctions(
    { sleeper: { source, properties: { Timeout: 120 } } },
    { clock, pacing: replay },
  );
  replay.begin();
  const ended = invoke("sleeper");
  for (let over = false; !over; ) {
    await Promise.race([replay.quiet(), ended]);
    over = await Promise.race([ended.then(() => true), new Promise<false>((resolve) => setImmediate(resolve, false))]);
    if (!over) clock.advance((clock.nextAlarm() ?? 0) - clock.now());
  }
  expect(await ended).toEqual({ ok: true, payload: { first: "sooner", took: 65_000 } });
});
