import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, expect, it } from "vitest";

/** The reasons the table gives for each try at a transaction, first to last; then it commits. */
let reasons: string[][] = [];
let tries = 0;

const aws = createServer(async (request, response) => {
  await text(request);
  tries++;
  const why = reasons.shift();
  response.setHeader("content-type", "application/x-amz-json-1.0");
  if (!why) {
    response.end("{}");
    return;
  }
  response.statusCode = 400;
  const CancellationReasons = why.map((Code) => ({ Code }));
  const __type = "com.amazonaws.dynamodb.v20120810#TransactionCanceledException";
  response.end(JSON.stringify({ __type, message: "cancelled", CancellationReasons }));
}).listen(0, "127.0.0.1");
await once(aws, "listening");
afterAll(() => aws.close());
Object.assign(process.env, {
  AWS_ENDPOINT_URL: `http://127.0.0.1:${(aws.address() as AddressInfo).port}`,
  AWS_REGION: "eu-central-1",
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
});
const { commit } = await import("#data/commit.ts");
const { stock } = await import("#data/stock.ts");

const conflict = "TransactionConflict";
const refused = "ConditionalCheckFailed";
const none = "None";

/** The positions that a transaction of three writes is refused at, and how often it was tried. */
async function outcome(...given: string[][]) {
  reasons = given;
  tries = 0;
  const positions = await commit({ stock }, ({ stock }) =>
    [0, 1, 2].map((shard) => stock.patch({ eventId: "an-event", shard }).set({ live: true }).commit()),
  );
  return { refused: positions.map(({ position }) => position), tries };
}

it("tells what was refused, at once", async () => {
  expect(await outcome([none, refused])).toEqual({ refused: [1], tries: 1 });
  expect(await outcome([refused, refused])).toEqual({ refused: [0, 1], tries: 1 });
  expect(await outcome([refused, conflict])).toEqual({ refused: [0], tries: 1 });
});

it("never tells of a conflict", async () => {
  expect(await outcome([conflict, none], [none, "ThrottlingError"])).toEqual({ refused: [], tries: 3 });
});

it("tells no refusal while the first write, which outranks it, met a conflict", async () => {
  expect(await outcome([conflict, refused], [refused, refused])).toEqual({ refused: [0, 1], tries: 2 });
  expect(await outcome([conflict, refused])).toEqual({ refused: [], tries: 2 });
});

it("gives up on what others keep changing", async () => {
  await expect(outcome(...Array.from({ length: 12 }, () => [conflict, none]))).rejects.toMatchObject({ code: "busy" });
}, 20_000);

it("tells a refusal whatever the writes of its own rank met", async () => {
  expect(await outcome([none, conflict, refused])).toEqual({ refused: [2], tries: 1 });
});

it("fails on anything else", async () => {
  await expect(outcome([none, "ValidationError"])).rejects.toThrow("ValidationError");
});
