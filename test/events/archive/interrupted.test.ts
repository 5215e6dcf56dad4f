import { afterEach, expect, it } from "vitest";
import { event as events } from "#data/event.ts";
import { order as orders } from "#data/order.ts";
import { stock } from "#data/stock.ts";
import { ended, theArchiveRuns } from "#test/support/ended.ts";
import { functionNamed, goesWrong, nothingGoesWrong } from "#test/support/faults.ts";
import { homeOf, violations } from "#test/support/homes.ts";
import { aVerifiedUser } from "#test/support/people.ts";
import { aHold } from "#test/support/purchases.ts";
import { aPublishedEvent } from "#test/support/shows.ts";
import { everythingSettles } from "#test/support/when.ts";

afterEach(nothingGoesWrong);

const archiving = { service: "dynamodb", functionName: functionNamed("archive/archive-events") } as const;

it("a run of the archive goes on where a crash left it, whichever write that was", async () => {
  const buyer = await aVerifiedUser();
  const show = await aPublishedEvent({ types: [{ price: 0 }] });
  const { orderId } = await aHold({ show, buyer });
  await aHold({ show, buyer });
  await ended(show, 200, "cancelled");
  await everythingSettles();
  // The orders, the stock, the event: each run dies at its first write, before or after it, or does not hear of it.
  let died = 0;
  for (const kind of ["kill-after", "kill-before", "kill-after", "kill-before", "response-lost"] as const) {
    await goesWrong({ kind, operation: "TransactWriteItems", ...archiving });
    if (!(await theArchiveRuns())) died++;
    expect(await homeOf(orders.get({ orderId }))).toMatch(/^(table|archive)$/);
    expect(await homeOf(events.get(show))).toMatch(/^(table|archive)$/);
  }
  await nothingGoesWrong();
  expect(died).toBeGreaterThanOrEqual(3);
  for (let run = 0; run < 2; run++) expect(await theArchiveRuns()).toBe(true);
  expect(await homeOf(orders.get({ orderId }))).toBe("archive");
  expect(await homeOf(events.get(show))).toBe("archive");
  expect(await homeOf(stock.get({ eventId: show.eventId, shard: 0 }))).toBe("archive");
  expect(await violations(show.eventId, orderId)).toEqual([]);
});
