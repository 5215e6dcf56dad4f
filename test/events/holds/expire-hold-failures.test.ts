import { StartMessageMoveTaskCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { minutes, seconds } from "#domain/time.ts";
import { getOrder } from "#functions/orders/get-order.ts";
import { api } from "#test/support/api.ts";
import { arnOfDeadLetters, redrive, takeFailures } from "#test/support/dead-letters.ts";
import { goesWrong, nothingGoesWrong, refused } from "#test/support/faults.ts";
import { aVerifiedUser, loggedIn, type Person } from "#test/support/people.ts";
import { aHold } from "#test/support/purchases.ts";
import { aPublishedEvent, type Show } from "#test/support/shows.ts";
import { isDone } from "#test/support/then.ts";
import { everythingSettles, timePasses } from "#test/support/when.ts";

let show: Show;
let buyer: Person;
const noSweep = refused("holds/sweep-holds", "dynamodb", "Query");

const stateOf = async (orderId: string) =>
  isDone(await api.call(getOrder, { orderId }, { token: (await loggedIn(buyer)).token })).status;

beforeAll(async () => {
  [show, buyer] = await Promise.all([aPublishedEvent(), aVerifiedUser()]);
});
beforeEach(async () => {
  await everythingSettles();
  await takeFailures("holds/expire-hold");
});
afterEach(nothingGoesWrong);

it("a hold whose message failed five times ends once the message is moved back", async () => {
  await goesWrong(noSweep, refused("holds/expire-hold", "dynamodb", "GetItem"));
  const { orderId } = await aHold({ show, buyer: await loggedIn(buyer) });
  await timePasses(minutes(15) + seconds(1));
  // The queue hides a message for six times as long as the function may take: three minutes.
  for (let tries = 1; tries <= 5; tries++) await timePasses(minutes(3) + seconds(1));
  expect(await stateOf(orderId)).toBe("pending");

  await goesWrong(noSweep);
  const { client, arn } = await arnOfDeadLetters("holds/expire-hold");
  await client.send(new StartMessageMoveTaskCommand({ SourceArn: arn }));
  await timePasses(minutes(15) + seconds(1));
  expect(await stateOf(orderId)).toBe("expired");
  expect(await takeFailures("holds/expire-hold")).toEqual([]);
});

it("a hold that its queue never heard of ends once it is told again", async () => {
  await goesWrong(noSweep, { kind: "error-before", service: "sqs", operation: "SendMessage", error: "AccessDenied" });
  const { orderId } = await aHold({ show, buyer: await loggedIn(buyer) });
  await timePasses(minutes(16));
  expect(await stateOf(orderId)).toBe("pending");
  const failures = await takeFailures("holds/expire-hold");
  expect(failures).toMatchObject([{ "detail-type": "order.placed.v1", detail: { data: { orderId } } }]);

  await goesWrong(noSweep);
  await redrive(failures);
  await timePasses(minutes(16));
  expect(await stateOf(orderId)).toBe("expired");
});
