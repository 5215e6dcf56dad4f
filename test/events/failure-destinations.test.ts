import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hours, minutes, seconds } from "#domain/time.ts";
import { subscribers } from "#events/subscribers.ts";
import type { Subscriber } from "#platform/subscriber.ts";
import { redrive, takeFailures } from "#test/support/dead-letters.ts";
import { anEvening } from "#test/support/evening.ts";
import { goesWrong, nothingGoesWrong, refused } from "#test/support/faults.ts";
import { everythingSettles, timePasses } from "#test/support/when.ts";

type Evening = Awaited<ReturnType<typeof anEvening>>;

/** What hears from the bus without a queue, and what a schedule starts: their failures go to the same kind of place. */
const direct = subscribers.filter(({ trigger }) => trigger.kind === "facts" && trigger.delaySeconds === undefined);
const scheduled = subscribers.filter(({ trigger }) => trigger.kind === "schedule");
const both = [...direct, ...scheduled];

/** What reads first how far it has come. */
const goesOn = ["analytics/roll-up-days", "payments/follow-undelivered"];
/** What looks for things before it reads one. */
const queriesFirst = ({ id, trigger }: Subscriber) =>
  (trigger.kind === "schedule" && !goesOn.includes(id)) || id === "accounts/erase-user";

/**
 * By then every schedule has come round, and what failed was tried again after one minute and after two. In steps, as
 * what is older than six hours is not tried again.
 */
async function allTriesAreOver(): Promise<void> {
  for (const schedules of [minutes(15), ...Array<number>(5).fill(hours(5))]) {
    for (const pause of [schedules, minutes(1), minutes(2)]) await timePasses(pause + seconds(1));
  }
}

/** It looks once more after what another removes, and would do its work. */
const stepsIn = refused("accounts/erase-latecomers", "dynamodb", "Query");

describe.each([
  {
    what: "that fails three times",
    faults: [...both.map((each) => refused(each.id, "dynamodb", queriesFirst(each) ? "Query" : "GetItem")), stepsIn],
    kept: { requestContext: { condition: "RetriesExhausted", approximateInvokeCount: 3 } },
  },
  {
    what: "that cannot be reached",
    faults: [
      {
        kind: "error-before",
        service: "lambda",
        operation: "Invoke",
        error: "AccessDeniedException",
        times: 10_000,
      } as const,
      stepsIn,
    ],
    kept: { "detail-type": expect.any(String) },
  },
])("a reaction $what", ({ faults, kept }) => {
  let evening: Evening;

  beforeAll(async () => {
    evening = await anEvening();
    await everythingSettles();
    for (const { id } of both) await takeFailures(id);
    await goesWrong(...faults);
    await evening.happens();
    await allTriesAreOver();
    await nothingGoesWrong();
  });
  afterAll(nothingGoesWrong);

  it("has done nothing", async () => {
    const done = Object.values(evening.effects).map((effect) => effect());
    expect(await Promise.all(done)).toEqual(direct.map(() => 0));
  });

  // The bus tells it to all who wait for it: some have done their work by then, and do it once all the same.
  it.each(direct)("leaves what it was told, and does its work once it is told again: $id", async ({ id }) => {
    const failures = await takeFailures(id);
    expect(failures.length).toBeGreaterThan(0);
    for (const failure of failures) expect(failure).toMatchObject(kept);
    await redrive(failures);
    await everythingSettles();
    expect(await evening.effects[id]?.()).toBe(1);
  });

  it.each(scheduled)("leaves the time it was to run at: $id", async ({ id }) => {
    const failures = await takeFailures(id);
    expect(failures.length).toBeGreaterThan(0);
    for (const failure of failures) expect(failure).toMatchObject(kept);
  });
});
