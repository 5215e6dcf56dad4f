import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import type { Resource } from "../../../infra/local/seams.ts";
import { arnOf, bus, queue, rule, schedule } from "../resources.ts";
import { connecting } from "./connected.ts";

const mailer = arnOf.lambda("mailer");
const gone = arnOf.lambda("gone");
const { calls, client, clock, front, connect, atRest, plumbing, runtime } = await connecting();
await front.create([queue("Inbox", { DelaySeconds: 60 }), queue("Dead")]);

const given = (...resources: Resource[]) => connect([bus("facts"), ...resources], { [mailer]: () => {} });

const order = { EventBusName: "facts", Source: "shop", DetailType: "order.confirmed.v1", Detail: '{"id":"o1"}' };

async function put(...entries: object[]) {
  const Entries = entries.map((entry) => ({ ...order, ...entry }));
  const answer = await client(EventBridgeClient).send(new PutEventsCommand({ Entries }));
  await atRest();
  return answer;
}

async function receive(name: string) {
  const asked = { QueueUrl: front.queueUrl(name), MessageAttributeNames: ["All"] };
  return (await client(SQSClient).send(new ReceiveMessageCommand(asked))).Messages ?? [];
}

const confirmed = { EventBusName: "facts", EventPattern: { "detail-type": ["order.confirmed.v1"] } };

describe("an event bus", () => {
  it("sends an event to the targets of the rules it matches", async () => {
    await given(
      rule("on-confirmed", { ...confirmed, Targets: [{ Id: "1", Arn: mailer }] }),
      rule("on-expired", {
        EventBusName: "facts",
        EventPattern: { "detail-type": ["order.expired.v1"] },
        Targets: [{ Arn: mailer }],
      }),
      rule("off", { ...confirmed, State: "DISABLED", Targets: [{ Arn: mailer }] }),
      rule("other-bus", { EventPattern: { source: ["shop"] }, Targets: [{ Arn: mailer }] }),
    );
    const answer = await put({ Resources: ["order/o1"] });
    expect(answer.FailedEntryCount).toBe(0);
    expect(calls(mailer)).toEqual([
      {
        version: "0",
        id: answer.Entries?.[0]?.EventId,
        "detail-type": "order.confirmed.v1",
        source: "shop",
        account: "000000000000",
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        region: "eu-west-1",
        resources: ["order/o1"],
        detail: { id: "o1" },
      },
    ]);
  });

  it("fails entry by entry", async () => {
    await given(rule("on-confirmed", { ...confirmed, Targets: [{ Arn: mailer }] }));
    const refused = [
      [{ Detail: "[]" }, "MalformedDetail"],
      [{ Detail: '"text"' }, "MalformedDetail"],
      [{ Detail: "{" }, "MalformedDetail"],
      [{}, undefined],
      [{ EventBusName: "nowhere" }, "NotFound"],
      [{ DetailType: "" }, "InvalidArgument"],
      [{ Source: "" }, "InvalidArgument"],
      [{ Source: "aws.s3" }, "NotAuthorizedForSourceException"],
      [{ Source: "awsome" }, undefined],
    ] as const;
    const answer = await put(...refused.map(([entry]) => entry));
    expect(answer.FailedEntryCount).toBe(7);
    expect(answer.Entries?.map((entry) => entry.ErrorCode)).toEqual(refused.map(([, code]) => code));
    expect(calls(mailer)).toHaveLength(2);
  });

  it("takes ten entries, of 1 MB together, and no more", async () => {
    await given();
    const named = "shop".length + "order.confirmed.v1".length + '{"x":""}'.length;
    const sized = (bytes: number) => ({ Detail: JSON.stringify({ x: "x".repeat(bytes - named) }) });
    const tenth = 1_048_576 / 16;
    expect((await put(...Array(9).fill(sized(tenth)), sized(7 * tenth))).FailedEntryCount).toBe(0);
    await expect(put(sized(1_048_576), {})).rejects.toThrow("over the limit");
    await expect(put(...Array(11).fill({}))).rejects.toThrow("between 1 and 10");
  });

  it("sends to a queue, which keeps its own delay", async () => {
    await given(rule("to-queue", { ...confirmed, Targets: [{ Arn: arnOf.queue("Inbox"), InputPath: "$.detail" }] }));
    await put({});
    expect(await receive("Inbox")).toEqual([]);
    clock.advance(60_000);
    expect((await receive("Inbox")).map((message) => message.Body)).toEqual(['{"id":"o1"}']);
  });

  it("puts into the dead letter queue what it cannot deliver", async () => {
    const target = { Arn: gone, DeadLetterConfig: { Arn: arnOf.queue("Dead") } };
    await given(rule("to-nobody", { ...confirmed, Targets: [target] }));
    await put({});
    const [message] = await receive("Dead");
    expect(JSON.parse(message?.Body ?? "")).toMatchObject({ detail: { id: "o1" } });
    const attributes = Object.entries(message?.MessageAttributes ?? {}).map(([name, value]) => [
      name,
      value.StringValue,
    ]);
    expect(Object.fromEntries(attributes)).toMatchObject({
      TARGET_ARN: gone,
      ERROR_CODE: "ResourceNotFoundException",
      RETRY_ATTEMPTS: "0",
      EXHAUSTED_RETRY_CONDITION: "NonRetryable",
    });
  });

  it("tries again, by the clock, what may yet be delivered", async () => {
    await given(rule("to-mailer", { ...confirmed, Targets: [{ Arn: mailer }] }));
    let refusals = 2;
    const functions = runtime();
    const { invokeAsync } = functions;
    functions.invokeAsync = async (...call) => {
      if (refusals-- > 0) throw new Error("throttled");
      return invokeAsync(...call);
    };
    await put({});
    expect(calls(mailer)).toHaveLength(0);
    clock.advance(1_000);
    await atRest();
    expect(calls(mailer)).toHaveLength(0);
    clock.advance(2_000);
    await atRest();
    expect(calls(mailer)).toHaveLength(1);
  });

  it("says at the start what it cannot do", async () => {
    const transformed = { Arn: mailer, InputTransformer: { InputTemplate: "<a>" } };
    const stateMachine = { Arn: "arn:aws:states:eu-west-1:000000000000:stateMachine:x" };
    const many = Array(6).fill({ Arn: mailer });
    await given(rule("five", { ...confirmed, Targets: many.slice(1) }));
    await expect(given(rule("six", { ...confirmed, Targets: many }))).rejects.toThrow("at most 5 targets");
    await expect(given(rule("a", { ...confirmed, Targets: [transformed] }))).rejects.toThrow("no InputTransformer");
    await expect(given(rule("b", { ...confirmed, Targets: [stateMachine] }))).rejects.toThrow("not to states");
  });

  it("delivers a function's outcome to a bus as Lambda does", async () => {
    const pattern = { source: ["lambda"], "detail-type": ["Lambda Function Invocation Result - Failure"] };
    await given(rule("failures", { EventBusName: "facts", EventPattern: pattern, Targets: [{ Arn: mailer }] }));
    const record = { requestContext: { functionArn: gone, condition: "RetriesExhausted" } };
    await plumbing().deliver(arnOf.bus("facts"), record, gone);
    await atRest();
    expect(calls(mailer)).toMatchObject([{ resources: [gone], detail: record }]);
  });
});

describe("schedules", () => {
  const minute = 60_000;
  const untilNext = (period: number) => period - (clock.now() % period);
  const times = () => calls(mailer).map((event) => (event as { time: string }).time);

  it("fire when the clock reaches them", async () => {
    await given(rule("sweep", { ScheduleExpression: "rate(5 minutes)", Targets: [{ Arn: mailer }] }));
    clock.advance(untilNext(5 * minute));
    await atRest();
    expect(calls(mailer)).toMatchObject([
      {
        source: "aws.events",
        "detail-type": "Scheduled Event",
        resources: [expect.stringContaining("rule/sweep")],
        detail: {},
      },
    ]);
    clock.advance(5 * minute);
    await atRest();
    expect(times()).toHaveLength(2);
  });

  it("fire only for the latest three of many missed times", async () => {
    await given(rule("sweep", { ScheduleExpression: "rate(1 minute)", Targets: [{ Arn: mailer }] }));
    clock.advance(untilNext(minute) + 60 * minute);
    await atRest();
    const [first = "", , third = ""] = times();
    expect(times()).toHaveLength(3);
    expect(Date.parse(third) - Date.parse(first)).toBe(2 * minute);
    expect(Date.parse(third)).toBe(Math.floor(clock.now() / minute) * minute);
  });

  it("of the scheduler send their own input and end", async () => {
    const EndDate = new Date(clock.now() + 90 * minute).toISOString();
    const Target = { Arn: mailer, Input: '{"job":"report"}' };
    await given(schedule("report", { ScheduleExpression: "rate(1 hour)", EndDate, Target }));
    for (let hours = 0; hours < 4; hours++) {
      clock.advance(60 * minute);
      await atRest();
    }
    expect(calls(mailer).length).toBeGreaterThanOrEqual(1);
    expect(calls(mailer).length).toBeLessThanOrEqual(2);
    expect(calls(mailer)[0]).toEqual({ job: "report" });
  });
});
