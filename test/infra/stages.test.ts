import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { subscribers } from "#events/subscribers.ts";
import { operations } from "#functions/operations.ts";
import { inRoot } from "#infra/root.ts";
import { stageNamed, stageNames } from "#infra/stages.ts";
import { declaredIn, synthesized } from "./synthesized.ts";

const holdsData = [
  "AWS::DynamoDB::GlobalTable",
  "AWS::DynamoDB::Table",
  "AWS::S3::Bucket",
  "AWS::SecretsManager::Secret",
];

describe.each(stageNames)("stage %s", async (stage) => {
  const stack = await synthesized(stage);
  const declared = [...stack.templates.values()].flatMap((text) => Object.values(declaredIn(text)));

  // Reading the stack throws on a Ref, GetAtt or nested output that leads nowhere.
  test("refers to nothing that is not there", () => {
    expect(stack.resources.length).toBeGreaterThan(0);
    expect(stack.outputs).toMatchObject({ ApiUrl: expect.any(String), TableName: expect.any(String) });
  });

  test("has no stack of 400 resources or more, of CloudFormation's 500", () => {
    const sizes = [...stack.templates].map(([file, text]) => [file, Object.keys(declaredIn(text)).length] as const);
    expect(sizes.filter(([, size]) => size >= 400)).toEqual([]);
  });

  test("runs nothing but the two tables' functions", () => {
    const functions = declared.filter(({ Type }) => Type === "AWS::Lambda::Function");
    expect(functions.length).toBe(operations.length + subscribers.length);
    expect(declared.filter(({ Type }) => /CustomResource|^Custom::/.test(Type))).toEqual([]);
  });

  test("keeps its data if customers use it", () => {
    const keeping = declared.filter(({ Type }) => holdsData.includes(Type));
    const policies = new Set(keeping.map(({ DeletionPolicy }) => DeletionPolicy));
    expect(policies).toEqual(new Set([stage === "staging" || stage === "prod" ? "Retain" : "Delete"]));
  });

  const { hasAlarms } = stageNamed(stage);
  const alarms = stack.ofType("AWS::CloudWatch::Alarm");

  test(hasAlarms ? "tells every failure" : "has no alarms, which cost money and nobody would hear", () => {
    if (!hasAlarms) return expect(alarms).toEqual([]);
    const texts = alarms.map(({ properties }) => String(properties.AlarmDescription));
    for (const { id, impact } of [...operations, ...subscribers]) expect(texts).toContain(`${id} fails: ${impact}`);
    for (const { properties } of alarms) expect(properties.AlarmActions).toEqual([stack.outputs.AlarmTopic]);
  });
});

describe("choosing a stage", () => {
  const started = (context: object) =>
    spawnSync(process.execPath, ["infra/app.ts"], {
      cwd: inRoot(),
      encoding: "utf8",
      env: { ...process.env, CDK_CONTEXT_JSON: JSON.stringify(context) },
    });

  test.each([
    [{}, "No stage was chosen."],
    [{ stage: "live" }, 'There is no stage "live".'],
  ])("%j is refused with the choices", (context, problem) => {
    const { status, stderr } = started(context);
    expect(status).toBe(1);
    expect(stderr).toContain(problem);
    for (const name of stageNames) expect(stderr).toContain(`-c stage=${name}`);
  });
});
