import { GetObjectCommand, ListBucketsCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { afterEach, expect, it } from "vitest";
import * as z from "zod";
import { order as orders } from "#data/order.ts";
import { orderConfirmed } from "#events/facts/order-confirmed.ts";
import { getEvent } from "#functions/events/get-event.ts";
import { listMyNotifications } from "#functions/notifications/list-my-notifications.ts";
import { api } from "#test/support/api.ts";
import { takeDeadLetters } from "#test/support/dead-letters.ts";
import { goesWrong, nothingGoesWrong, refused } from "#test/support/faults.ts";
import { asOperator, stored } from "#test/support/operator.ts";
import { aVerifiedUser } from "#test/support/people.ts";
import { aHold } from "#test/support/purchases.ts";
import { tellAgain } from "#test/support/retell.ts";
import { aPublishedEvent } from "#test/support/shows.ts";
import { isDone } from "#test/support/then.ts";
import { everythingSettles } from "#test/support/when.ts";

afterEach(nothingGoesWrong);

/** The records Lambda has put away for the relay, as text, each under its key. */
async function putAway(): Promise<Map<string, string>> {
  const s3 = new S3Client({ ...(await asOperator()), forcePathStyle: true });
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  const Bucket = Buckets.find(({ Name }) => /audit/i.test(Name ?? ""))?.Name;
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: "aws/lambda/" }));
  const texts = Contents.map(async ({ Key = "" }): Promise<[string, string]> => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    return [Key, (await Body?.transformToString()) ?? ""];
  });
  return new Map(await Promise.all(texts));
}

it("what the relay could not tell is kept whole, and can be told from that", async () => {
  const show = await aPublishedEvent({ types: [{ price: 0 }] });
  const buyer = await aVerifiedUser();
  await everythingSettles();
  const before = await putAway();
  await goesWrong(refused("relay/relay", "events", "PutEvents"));
  const { orderId } = await aHold({ show, buyer });
  await everythingSettles();
  await nothingGoesWrong();
  const confirmations = async () =>
    isDone(await api.call(listMyNotifications, {}, { token: buyer.token })).items.filter(
      ({ metadata }) => metadata.orderId === orderId,
    );
  expect(await confirmations()).toEqual([]);

  const kept = [...(await putAway())].filter(([key]) => !before.has(key)).map(([, text]) => text);
  expect(kept.some((text) => text.includes(`order#${orderId}`))).toBe(true);
  await tellAgain(orderConfirmed, (await stored(orders.get({ orderId }).params())).item);
  await everythingSettles();
  expect(await confirmations()).toHaveLength(2);
});

const Told = z.looseObject({ DDBStreamBatchInfo: z.looseObject({ batchSize: z.int() }) });

it("figures that could not be counted are told of, and are right again with the next sale", async () => {
  const show = await aPublishedEvent({ types: [{ price: 0 }] });
  const buyer = await aVerifiedUser();
  const sold = async () => {
    await everythingSettles();
    return isDone(await api.call(getEvent, { eventId: show.eventId })).currentCapacity;
  };
  expect(await sold()).toBe(0);
  await takeDeadLetters("analytics/update-availability", Told);
  await goesWrong(refused("analytics/update-availability", "dynamodb", "GetItem"));
  await aHold({ show, buyer });
  expect(await sold()).toBe(0);
  expect(await takeDeadLetters("analytics/update-availability", Told)).toMatchObject([
    { DDBStreamBatchInfo: { batchSize: 1 } },
  ]);
  await nothingGoesWrong();
  await aHold({ show, buyer, quantity: 2 });
  expect(await sold()).toBe(3);
});
