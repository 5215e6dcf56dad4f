import { describe, expect, test } from "vitest";
import { subscribers } from "#events/subscribers.ts";
import { operations } from "#functions/operations.ts";
import type { Resource } from "#infra/local/seams.ts";
import { type Capability, capabilities, resourceEnvironment } from "#platform/capability.ts";
import { capabilitiesOf } from "#platform/operation.ts";
import type { Subscriber } from "#platform/subscriber.ts";
import { statementsOf, synthesized } from "./synthesized.ts";

const stack = await synthesized("prod");
const functions = stack.ofType("AWS::Lambda::Function");
const roles = stack.ofType("AWS::IAM::Role");
const [table, archive] = stack.ofType("AWS::DynamoDB::GlobalTable") as [Resource, Resource];
const roleOf = (id: string) => {
  const found = roles.find(({ arn }) => arn === stack.functionOf(id).properties.Role);
  if (!found) throw new Error(`${id} has no role`);
  return found;
};

const logging = ["logs:CreateLogStream", "logs:PutLogEvents"];
const all = [
  ...operations.map((operation) => ({ id: operation.id, uses: capabilitiesOf(operation), more: logging })),
  ...subscribers.map((subscriber) => ({
    id: subscriber.id,
    uses: [...subscriber.uses],
    more: [...logging, ...takenByTrigger(subscriber)],
  })),
];

/** What Lambda does in the function's name to feed it and to put away what fails. */
function takenByTrigger({ trigger, uses }: Subscriber): string[] {
  if (trigger.kind === "stream") {
    const polling = ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"].map(
      (verb) => `dynamodb:${verb}`,
    );
    return [...polling, ...(uses.includes("audit:put") ? ["s3:PutObject", "s3:ListBucket"] : ["sqs:SendMessage"])];
  }
  if (trigger.kind === "facts" && trigger.delaySeconds !== undefined)
    return ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];
  return ["sqs:SendMessage"];
}

describe("roles", () => {
  test("each function has one of its own", () => {
    expect(new Set(functions.map(({ properties }) => properties.Role)).size).toBe(functions.length);
    expect(roles.length).toBe(functions.length);
    expect(functions.length).toBe(operations.length + subscribers.length);
  });

  test("all they allow stands in them, and only Lambda may take them", () => {
    expect(stack.ofType("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy", "AWS::IAM::User")).toEqual([]);
    for (const { properties } of roles) {
      expect(properties).not.toHaveProperty("ManagedPolicyArns");
      expect(properties.AssumeRolePolicyDocument).toMatchObject({
        Statement: [{ Action: "sts:AssumeRole", Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" } }],
      });
    }
  });

  const statements = roles.flatMap((role) => statementsOf(role).map((statement) => ({ ...statement, of: role.ref })));

  test("no action has a wildcard, and none scans", () => {
    const actions = statements.flatMap((statement) => statement.actions);
    expect(actions.filter((action) => action.includes("*") || action === "dynamodb:Scan")).toEqual([]);
    expect(statements.filter(({ Effect }) => Effect !== "Allow")).toEqual([]);
  });

  test("no resource is everything, where AWS knows one", () => {
    const everything = statements.filter(({ resources }) => resources.includes("*"));
    expect(new Set(everything.flatMap(({ actions }) => actions))).toEqual(new Set(["dynamodb:ListStreams"]));
    const wild = statements.flatMap(({ resources }) => resources).filter((arn) => arn !== "*" && arn.includes("*"));
    for (const arn of wild) expect(arn).toMatch(/^arn:aws:s3:::[^*]+\/\*$|:log-group:[^*]+:\*$/);
  });

  test.each(all)("$id may do what its capabilities and its trigger say", ({ id, uses, more }) => {
    const allowed = statementsOf(roleOf(id)).flatMap(({ actions }) => actions);
    const wanted = [...uses.flatMap((capability) => capabilities[capability].actions), ...more];
    expect(new Set(allowed)).toEqual(new Set(wanted));
  });

  test.each(all)("$id may query those indexes it says, and the table only if it says so", ({ id, uses }) => {
    const queried = statementsOf(roleOf(id)).filter(({ actions }) => actions.includes("dynamodb:Query"));
    const arns = queried.flatMap(({ resources }) => resources);
    const may = (arn: string) => arns.includes(arn);
    for (const index of ["gsi1", "gsi2", "gsi3"] as const) {
      expect(may(`${table.arn}/index/${index}`)).toBe(uses.includes(`${index}:query`));
      expect(may(`${archive.arn}/index/${index}`)).toBe(uses.includes(`archive-${index}:query`));
    }
    expect([may(table.arn), may(archive.arn)]).toEqual([uses.includes("table:query"), uses.includes("archive:query")]);
    expect(arns.length).toBe(uses.filter((capability) => capability.endsWith(":query")).length);
  });
});

describe("environments", () => {
  const namesOf = (uses: readonly Capability[]) => uses.map((name) => resourceEnvironment[capabilities[name].resource]);

  test.each(all)("$id knows the names its capabilities bring", ({ id, uses }) => {
    const { Variables } = stack.functionOf(id).properties.Environment as { Variables: Record<string, string> };
    expect(new Set(Object.keys(Variables))).toEqual(new Set(["STAGE", "PUBLIC_URL", ...namesOf(uses)]));
  });

  test("hold no secret: nothing in a template resolves one", () => {
    for (const text of stack.templates.values()) expect(text).not.toContain("{{resolve:");
  });
});
