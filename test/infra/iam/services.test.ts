import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createClock, installClock } from "../../../infra/local/clock.ts";
import { createFaults } from "../../../infra/local/faults/faults.ts";
import { type Emulators, type Front, openFront, startEmulators } from "../../../infra/local/front.ts";
import { type Iam, iam } from "../../../infra/local/iam/iam.ts";
import { type Plumbing, startPlumbing } from "../../../infra/local/plumbing.ts";
import type { Resource } from "../../../infra/local/seams.ts";
import { type FakeRuntime, fakeRuntime, settle } from "../plumbing/fakes.ts";
import { arnOf, bus, mapping, queue, rule, schedule } from "../resources.ts";
import { allowing, functionWith, made, permission, queuePolicy, reportOf } from "./resources.ts";

const clock = createClock();
const mailer = arnOf.lambda("mailer");
const onTold = rule("facts/on-told", {
  EventBusName: "facts",
  EventPattern: { source: ["shop"] },
  Targets: [{ Arn: mailer, DeadLetterConfig: { Arn: arnOf.queue("Dead") } }],
});
const always = [bus("facts"), onTold, queue("Dead"), queue("Mails", { VisibilityTimeout: 60 })];
let emulators: Emulators;
let front: Front;
let judge: Iam;
let plumbing: Plumbing;
let runtime: FakeRuntime;
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
  runtime = fakeRuntime({ [mailer]: () => {} });
  plumbing = await startPlumbing({ resources, clock, runtime, front, faults: createFaults(), warn: () => {} });
}

async function tell(): Promise<void> {
  plumbing.publish([{ EventBusName: "facts", Source: "shop", DetailType: "told", Detail: "{}" }]);
  await settle(plumbing, runtime);
}

const dead = () => front.queueState("Dead").visible;

describe("EventBridge", { timeout: 60_000 }, () => {
  it("invokes a function that lets this rule in", async () => {
    await given(...functionWith("mailer", []), permission("mailer", "events.amazonaws.com", onTold.arn));
    await tell();
    expect(runtime.calls(mailer)).toHaveLength(1);
    expect(reportOf(judge).unused).toEqual([]);
  });

  it("gives up at once on one that lets another rule in, and puts the event where the rule may", async () => {
    const other = permission("mailer", "events.amazonaws.com", `${onTold.arn}-2`);
    await given(...functionWith("mailer", []), other, queuePolicy("Dead", onTold.arn));
    await tell();
    expect([runtime.calls(mailer).length, dead()]).toEqual([0, 1]);
    expect(reportOf(judge).denied).toMatchObject([{ who: "events.amazonaws.com", action: "lambda:InvokeFunction" }]);
  });

  it("loses it where the rule may not", async () => {
    await given(...functionWith("mailer", []), queuePolicy("Dead", `${onTold.arn}-2`));
    await tell();
    expect([runtime.calls(mailer).length, dead()]).toEqual([0, 0]);
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
  const hourly = schedule("hourly", { ScheduleExpression: "rate(1 hour)", Target: { Arn: mailer, RoleArn: role } });

  it.each([
    ["invokes what the schedule's role may invoke", [allowing(["lambda:InvokeFunction"], mailer)], 1],
    ["invokes nothing else", [], 0],
  ])("%s", async (_, statements, calls) => {
    await given(...functionWith("mailer", []), hourly, roleWith(...statements));
    clock.advance(3_600_000);
    await settle(plumbing, runtime);
    expect(runtime.calls(mailer)).toHaveLength(calls);
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
    await front.call({ service: "sqs", operation: "SendMessage", body: message, as: "cloudformation.amazonaws.com" });
    if (calls > 0) await settle(plumbing, runtime);
    else while (reportOf(judge).denied.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(runtime.calls(mailer)).toHaveLength(calls);
  });
});
