import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createClock, installClock } from "../../../infra/local/clock.ts";
import { createFaults } from "../../../infra/local/faults/faults.ts";
import { type Emulators, type Front, openFront, startEmulators } from "../../../infra/local/front.ts";
import { type Iam, iam } from "../../../infra/local/iam/iam.ts";
import { type Plumbing, startPlumbing } from "../../../infra/local/plumbing.ts";
import type { Resource } from "../../../infra/local/seams.ts";
import { type FakeRuntime, fakeRuntime, settle } from "../plumbing/fakes.ts";
import { arnOf, bucket, bus, mapping, queue, rule, schedule, table } from "../resources.ts";
import { allowing, functionWith, made, permission, queuePolicy, reportOf } from "./resources.ts";

const clock = createClock();
const mailer = arnOf.lambda("mailer");
const onTold = rule("facts/on-told", {
  EventBusName: "facts",
  EventPattern: { source: ["shop"] },
  Targets: [{ Arn: mailer, DeadLetterConfig: { Arn: arnOf.queue("Dead") } }],
});
const keeper = arnOf.lambda("keeper");
const always = [bus("facts"), onTold, queue("Dead"), queue("Mails", { VisibilityTimeout: 60 }), bucket("kept")];
let emulators: Emulators;
let front: Front;
let judge: Iam;
let plumbing: Plumbing;
let runtime: FakeRuntime;
let warnings: string[];
let putBack: () => void;

beforeAll(async () => {
  putBack = installClock(clock);
  emulators = await startEmulators(clock);
}, 60_000);
afterEach(async () => {
  await plumbing.stop();
  await front.stop();
});
afterAll(async () => {
  putBack();
  await Promise.all([emulators.dynamoDb.stop(), emulators.mail.stop()]);
});

async function given(...more: Resource[]): Promise<void> {
  const resources = [...always, ...more];
  front = await openFront({ clock, emulators });
  judge = iam(resources);
  front.use(judge.gate);
  await front.create(resources);
  warnings = [];
  const fails = () => Promise.reject(new Error("no"));
  runtime = fakeRuntime({ [mailer]: () => {}, [keeper]: () => {}, [arnOf.lambda("fails")]: fails });
  const warn = (message: string) => void warnings.push(message);
  plumbing = await startPlumbing({ resources, clock, runtime, front, faults: createFaults(), warn });
}

const ask = (service: string, operation: string, body: Record<string, unknown>) =>
  front.call({ service, operation, body, as: "cloudformation.amazonaws.com" });

async function tell(): Promise<void> {
  const Entries = [{ EventBusName: "facts", Source: "shop", DetailType: "told", Detail: "{}" }];
  await ask("events", "PutEvents", { Entries });
  await settle(plumbing, runtime);
}

const dead = () => front.queueState("Dead").visible;

describe("EventBridge", { timeout: 60_000 }, () => {
  it("invokes a function that lets this rule in", async () => {
    await given(...functionWith("mailer", []), permission("mailer", "events.amazonaws.com", onTold.arn));
    await tell();
    expect(runtime.calls(mailer)).toHaveLength(1);
    expect([reportOf(judge).unused, warnings]).toEqual([[], []]);
  });

  it("gives up at once on one that lets another rule in, and puts the event where the rule may", async () => {
    const other = permission("mailer", "events.amazonaws.com", `${onTold.arn}-2`);
    await given(...functionWith("mailer", []), other, queuePolicy("Dead", onTold.arn));
    await tell();
    expect([runtime.calls(mailer).length, dead()]).toEqual([0, 1]);
    expect(reportOf(judge).denied).toMatchObject([{ who: "events.amazonaws.com", action: "lambda:InvokeFunction" }]);
    expect(warnings).toEqual([expect.stringContaining(`${onTold.arn}: ${mailer} took no event: User: events.`)]);
  });

  it.each([
    ["may not", [queuePolicy("Dead", `${onTold.arn}-2`)]],
    ["is not spoken of", []],
  ])("loses it where the rule %s, and both are told", async (_, policies) => {
    await given(...functionWith("mailer", []), ...policies);
    await tell();
    expect([runtime.calls(mailer).length, dead()]).toEqual([0, 0]);
    const lost = { who: "events.amazonaws.com", action: "sqs:SendMessage", resource: arnOf.queue("Dead") };
    expect(reportOf(judge).denied).toMatchObject([{ resource: mailer }, lost]);
    expect(warnings).toEqual([
      expect.any(String),
      expect.stringContaining(`${arnOf.queue("Dead")} took no event: User:`),
    ]);
  });
});

describe("a destination", { timeout: 60_000 }, () => {
  const kept = arnOf.bucket("kept");
  const may = (Resource: string, ...actions: string[]) => allowing(actions, Resource);
  describe.each([
    ["a queue", arnOf.queue("Dead"), [may(arnOf.queue("Dead"), "sqs:SendMessage")]],
    ["a bucket", kept, [may(kept, "s3:ListBucket"), may(`${kept}/*`, "s3:PutObject")]],
    ["a bus", arnOf.bus("facts"), [may(arnOf.bus("facts"), "events:PutEvents")]],
    ["a function", keeper, [may(keeper, "lambda:InvokeFunction")]],
  ])("that is %s", (_, destination, grants) => {
    it("takes what the function's role may put there", async () => {
      await given(...functionWith("mailer", grants));
      await plumbing.deliver(destination, {}, mailer);
      expect([reportOf(judge), warnings]).toEqual([{ denied: [], unused: [] }, []]);
    });

    it("takes nothing else, and it is told", async () => {
      await given(...functionWith("mailer", grants.slice(1)));
      await plumbing.deliver(destination, {}, mailer);
      expect(reportOf(judge).denied).toMatchObject([{ who: "mailer", action: grants[0]?.Action[0] }]);
      expect(warnings).toEqual([expect.stringContaining(`mailer: its destination ${destination} took nothing: `)]);
    });
  });

  it.each([
    ["takes what a mapping gives up", ["sqs:SendMessage"], 1],
    ["takes nothing of a mapping without the right", [], 0],
  ])("%s", async (_, actions, taken) => {
    const reading = ["dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:DescribeStream"];
    const OnFailure = { Destination: arnOf.queue("Dead") };
    const source = { EventSourceArn: arnOf.stream("Shows"), MaximumRetryAttempts: 0, DestinationConfig: { OnFailure } };
    const grants = [may(arnOf.stream("Shows"), ...reading), ...actions.map((it) => may(OnFailure.Destination, it))];
    await given(...functionWith("fails", grants), table("Shows"), mapping("shows", arnOf.lambda("fails"), source));
    await ask("dynamodb", "PutItem", { TableName: "Shows", Item: { pk: { S: "a" }, sk: { S: "b" } } });
    await settle(plumbing, runtime);
    expect([dead(), warnings.length, reportOf(judge).denied.length]).toEqual([taken, 1 - taken, 1 - taken]);
  });
});

describe("Scheduler", { timeout: 60_000 }, () => {
  const role = "arn:aws:iam::000000000000:role/hourly-role";
  const trust = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "scheduler.amazonaws.com" } };
  const roleWith = (...Statement: object[]) =>
    made("AWS::IAM::Role", "hourly-role", role, {
      AssumeRolePolicyDocument: { Statement: trust },
      Policies: Statement.map((statement) => ({ PolicyName: "p", PolicyDocument: { Statement: statement } })),
    });
  const Target = { Arn: mailer, RoleArn: role, DeadLetterConfig: { Arn: arnOf.queue("Dead") } };
  const hourly = schedule("hourly", { ScheduleExpression: "rate(1 hour)", Target });

  it.each([
    ["invokes what the schedule's role may invoke", [allowing(["lambda:InvokeFunction"], mailer)], 1, 0],
    ["invokes nothing else", [], 0, 0],
    ["puts dead letters where that role may", [allowing(["sqs:SendMessage"], arnOf.queue("Dead"))], 0, 1],
  ])("%s", async (_, statements, calls, letters) => {
    await given(...functionWith("mailer", []), hourly, roleWith(...statements));
    clock.advance(3_600_000);
    await settle(plumbing, runtime);
    expect([runtime.calls(mailer).length, dead()]).toEqual([calls, letters]);
  });
});

describe("a poller", { timeout: 60_000 }, () => {
  const reading = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];

  it.each([
    ["reads with the function's role", reading, 1],
    ["cannot read what the function may not", ["sqs:GetQueueAttributes"], 0],
  ])("%s", async (_, actions, calls) => {
    const source = mapping("mails", mailer, { EventSourceArn: arnOf.queue("Mails") });
    await given(...functionWith("mailer", [allowing(actions, arnOf.queue("Mails"))]), source);
    const message = { QueueUrl: front.queueUrl("Mails"), MessageBody: "x" };
    await ask("sqs", "SendMessage", message);
    if (calls > 0) await settle(plumbing, runtime);
    else while (reportOf(judge).denied.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(runtime.calls(mailer)).toHaveLength(calls);
  });
});
