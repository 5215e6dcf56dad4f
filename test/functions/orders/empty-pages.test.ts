import { afterEach, expect, it } from "vitest";
import { listCheckIns } from "#functions/check-ins/list-check-ins.ts";
import { getEvent } from "#functions/events/get-event.ts";
import { api } from "#test/support/api.ts";
import { anOpenDoor, scans } from "#test/support/doors.ts";
import { functionNamed, goesWrong, hasHit, nothingGoesWrong } from "#test/support/faults.ts";
import { aPaidOrder } from "#test/support/purchases.ts";
import { isDone } from "#test/support/then.ts";

/** DynamoDB may end a page before its first item and go on behind it. */
const emptyPage = (id: string) => ({
  kind: "empty-page" as const,
  functionName: functionNamed(id),
  operation: "Query",
});
afterEach(nothingGoesWrong);

it.each(["by whoever buys", "by whoever looks"])("an event behind an empty page is found %s", async (who) => {
  const { show } = await aPaidOrder();
  await goesWrong(emptyPage("orders/place-order"), emptyPage("events/get-event"));
  if (who === "by whoever buys") expect((await aPaidOrder({ show })).order.status).toBe("confirmed");
  else isDone(await api.call(getEvent, { eventId: show.eventId }));
  await hasHit("empty-page");
});

it("check-ins behind an empty page are listed", async () => {
  const { eventId, scanner, code } = await anOpenDoor();
  isDone(await scans(scanner, eventId, code));
  await goesWrong(emptyPage("check-ins/list-check-ins"));
  const { items } = isDone(await api.call(listCheckIns, { eventId }, { token: scanner.token }));
  await hasHit("empty-page");
  expect(items).toHaveLength(1);
});
