import { describe, expect, test } from "vitest";
import { subscribers } from "#events/subscribers.ts";
import type { Resource } from "#infra/local/seams.ts";
import type { Subscriber, Trigger } from "#platform/subscriber.ts";
import { list, synthesized } from "./synthesized.ts";

const stack = await synthesized("prod");
const queues = stack.ofType("AWS::SQS::Queue");
const rules = stack.ofType("AWS::Events::Rule");
const [bus] = stack.ofType("AWS::Events::EventBus");

type Of<K extends Trigger["kind"]> = Subscriber<Extract<Trigger, { kind: K }>>;
const withTrigger = <K extends Trigger["kind"]>(kind: K) =>
  subscribers.filter((subscriber): subscriber is Of<K> => subscriber.trigger.kind === kind);

const mappingsOf = (id: string) =>
  stack
    .ofType("AWS::Lambda::EventSourceMapping")
    .filter(({ properties }) => properties.FunctionName === stack.functionOf(id).ref);

/** The one rule with this target, and the target's settings. */
function ruleTo(arn: string) {
  const found = rules.flatMap((rule) =>
    (list(rule.properties.Targets) as Record<string, unknown>[])
      .filter((target) => target.Arn === arn)
      .map((target) => ({ rule, target })),
  );
  expect(found.length).toBe(1);
  return found[0] as { rule: Resource; target: Record<string, unknown> };
}

/** What arrives in a queue from EventBridge comes from this rule alone. */
function expectAcceptsOnly(queueArn: unknown, rule: Resource) {
  const policies = stack.ofType("AWS::SQS::QueuePolicy");
  const statements = policies.flatMap(({ properties }) =>
    list((properties.PolicyDocument as { Statement: Record<string, unknown>[] }).Statement),
  );
  expect(statements.filter((statement) => (statement as { Resource: unknown }).Resource === queueArn)).toEqual([
    {
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: queueArn,
      Condition: { ArnEquals: { "aws:SourceArn": rule.arn } },
    },
  ]);
}

function expectDeadLetters(target: Record<string, unknown>, rule: Resource): string {
  const { Arn } = target.DeadLetterConfig as { Arn: string };
  expect(queues.find(({ arn }) => arn === Arn)?.properties.MessageRetentionPeriod).toBe(14 * 86_400);
  expect(target.RetryPolicy).toEqual({ MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 });
  expectAcceptsOnly(Arn, rule);
  return Arn;
}

function expectFailuresKept(id: string, deadLetters: string) {
  const config = stack
    .ofType("AWS::Lambda::EventInvokeConfig")
    .find(({ properties }) => properties.FunctionName === stack.functionOf(id).ref);
  expect(config?.properties.DestinationConfig).toEqual({ OnFailure: { Destination: deadLetters } });
}

describe("facts", () => {
  const direct = withTrigger("facts").filter(({ trigger }) => trigger.delaySeconds === undefined);
  const delayed = withTrigger("facts").filter(({ trigger }) => trigger.delaySeconds !== undefined);

  const expectListens = (rule: Resource, { trigger }: Of<"facts">) => {
    expect(rule.properties.EventBusName).toBe(bus?.ref);
    expect(rule.properties.EventPattern).toEqual({
      source: ["bilten"],
      "detail-type": trigger.facts.map(({ type }) => type),
    });
  };

  test.each(direct)("$id hears them from the bus; what fails is kept", (subscriber) => {
    const fn = stack.functionOf(subscriber.id);
    const { rule, target } = ruleTo(fn.arn);
    expectListens(rule, subscriber);
    expectFailuresKept(subscriber.id, expectDeadLetters(target, rule));
    expect(callersOf(fn)).toEqual([rule.arn]);
  });

  test.each(delayed)("$id hears them later, through a queue of its own", (subscriber) => {
    const [{ properties: mapping }] = mappingsOf(subscriber.id) as [Resource];
    expect(mapping.FunctionResponseTypes).toEqual(["ReportBatchItemFailures"]);
    const queue = queues.find(({ arn }) => arn === mapping.EventSourceArn) as Resource;
    const { rule, target } = ruleTo(queue.arn);
    expectListens(rule, subscriber);
    const deadLetterTargetArn = expectDeadLetters(target, rule);
    expectAcceptsOnly(queue.arn, rule);
    expect(queue.properties).toMatchObject({
      DelaySeconds: subscriber.trigger.delaySeconds,
      RedrivePolicy: { deadLetterTargetArn, maxReceiveCount: 5 },
      VisibilityTimeout: 6 * Number(stack.functionOf(subscriber.id).properties.Timeout),
    });
    expect(callersOf(stack.functionOf(subscriber.id))).toEqual([]);
  });
});

describe("schedules", () => {
  test.each(withTrigger("schedule"))("$id runs at its rate; what fails is kept", ({ id, trigger }) => {
    const fn = stack.functionOf(id);
    const { rule, target } = ruleTo(fn.arn);
    expect(rule.properties.ScheduleExpression).toBe(trigger.rate);
    expectFailuresKept(id, expectDeadLetters(target, rule));
    expect(callersOf(fn)).toEqual([rule.arn]);
  });
});

describe("the stream", () => {
  const followers = withTrigger("stream");

  test("feeds no more than two", () => expect(followers.length).toBeLessThanOrEqual(2));

  const streams = stack
    .ofType("AWS::DynamoDB::GlobalTable")
    .map(({ ref }) => expect.stringMatching(`:table/${ref}/stream/`));

  test.each(followers)("and the archive's feed $id", ({ id }) => {
    expect(mappingsOf(id).map(({ properties }) => properties.EventSourceArn)).toEqual(streams);
  });

  const mapped = followers.flatMap((follower) => mappingsOf(follower.id).map((mapping) => ({ ...follower, mapping })));

  test.each(mapped)(
    "feeds $id in order, and halves a batch that fails",
    ({ trigger, uses, mapping: { properties } }) => {
      const mapping = properties;
      expect(mapping).toMatchObject({
        StartingPosition: "TRIM_HORIZON",
        BatchSize: trigger.batchSize,
        MaximumBatchingWindowInSeconds: trigger.windowSeconds,
        ParallelizationFactor: 1,
        BisectBatchOnFunctionError: true,
        MaximumRetryAttempts: 10,
        FunctionResponseTypes: ["ReportBatchItemFailures"],
      });
      const { OnFailure } = mapping.DestinationConfig as { OnFailure: { Destination: string } };
      expect(OnFailure.Destination).toMatch(uses.includes("audit:put") ? /^arn:aws:s3:::/ : /^arn:aws:sqs:/);
      const pattern = JSON.stringify({ dynamodb: { NewImage: { __edb_e__: { S: trigger.entities } } } });
      expect(mapping.FilterCriteria).toEqual(trigger.entities && { Filters: [{ Pattern: pattern }] });
    },
  );
});

function callersOf(fn: Resource): unknown[] {
  return stack
    .ofType("AWS::Lambda::Permission")
    .filter(({ properties }) => properties.FunctionName === fn.arn)
    .map(({ properties }) => properties.SourceArn);
}
