import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { minutes } from "#domain/time.ts";
import { eraseMe } from "#functions/users/erase-me.ts";
import { api } from "#test/support/api.ts";
import { redrive, takeFailures } from "#test/support/dead-letters.ts";
import { goesWrong, nothingGoesWrong } from "#test/support/faults.ts";
import { verifiedUsers } from "#test/support/people.ts";
import { aHold } from "#test/support/purchases.ts";
import { refunds } from "#test/support/refunds.ts";
import { aPublishedEvent, type Show } from "#test/support/shows.ts";
import { isDone } from "#test/support/then.ts";
import { everythingSettles, timePasses } from "#test/support/when.ts";

let show: Show;

/** The next message is not sent; those to dead letters are. What other tests left there is taken away. */
async function nextIsNotSent(id: string): Promise<void> {
  await takeFailures(id);
  await goesWrong({ kind: "error-before", service: "sqs", operation: "SendMessage", error: "AccessDenied" });
}

beforeAll(async () => {
  show = await aPublishedEvent({ types: [{ price: 0 }] });
});
beforeEach(everythingSettles);
afterEach(nothingGoesWrong);

/** What a reaction's queue never heard of is kept, and heard of once it is told again. */
async function isKept(id: string, type: string): Promise<void> {
  await everythingSettles();
  const failures = await takeFailures(id);
  expect(failures).toMatchObject([{ "detail-type": type }]);
  await nothingGoesWrong();
  await redrive(failures);
  await timePasses(minutes(16));
  expect(await takeFailures(id)).toEqual([]);
}

it("a refund that its queue never heard of is kept", async () => {
  const [buyer] = await verifiedUsers(1);
  if (!buyer) throw new Error("nobody is there");
  const { order } = await aHold({ show, buyer });
  await everythingSettles();
  await nextIsNotSent("refunds/make-refund");
  isDone(await refunds(show.owner, order.paymentId ?? ""), 201);
  await isKept("refunds/make-refund", "refund.opened.v1");
});

it("an erasure that its second look's queue never heard of is kept", async () => {
  const [person] = await verifiedUsers(1);
  if (!person) throw new Error("nobody is there");
  await nextIsNotSent("accounts/erase-latecomers");
  isDone(await api.call(eraseMe, { password: person.password }, { token: person.token }), 202);
  await isKept("accounts/erase-latecomers", "user.erased.v1");
});
