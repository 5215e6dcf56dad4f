import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { expect, it } from "vitest";
import type { Front } from "../../../infra/local/front.ts";
import { mappingSettings } from "../../../infra/local/plumbing/mapping-settings.ts";
import { startStreamMapping } from "../../../infra/local/plumbing/stream/stream-mapping.ts";
import { arnOf, mapping, table } from "../resources.ts";
import { connecting } from "./connected.ts";
import { fakeRuntime } from "./fakes.ts";

const { client, clock, faults, front } = await connecting();

it("the first record of a stream may come between making an iterator and reading with it", async () => {
  await front.create([table("Other"), table("First")]);
  const put = (TableName: string) =>
    client(DynamoDBClient).send(new PutItemCommand({ TableName, Item: { pk: { S: TableName }, sk: { S: "-" } } }));
  let iterators = 0;
  const meanwhile: Pick<Front, "call" | "stateDir"> = {
    ...front,
    async call(call) {
      const answer = await front.call(call);
      // A record of another table's stream takes the number the iterator stands at, and this one's the next.
      if (call.operation === "GetShardIterator" && ++iterators === 1)
        for (const name of ["Other", "First"]) await put(name);
      return answer;
    },
  };
  const relay = arnOf.lambda("relay");
  const runtime = fakeRuntime({ [relay]: () => {} });
  const settings = mappingSettings(
    mapping("m", relay, { EventSourceArn: arnOf.stream("First"), StartingPosition: "TRIM_HORIZON" }),
    [],
  );
  if (!settings) throw new Error("The mapping is switched off");
  const warnings: string[] = [];
  const running = await startStreamMapping({
    ...{ clock, faults, runtime, settings, front: meanwhile },
    ...{ deliver: async () => {}, warn: (warning: string) => warnings.push(warning), writes: () => 0 },
  });
  while (running.pending() > 0 || runtime.calls(relay).length === 0) await new Promise(setImmediate);
  await running.stop();
  expect(iterators).toBe(2);
  expect(warnings).toEqual([]);
});
