import { expect, it } from "vitest";
import { iam } from "../../../infra/local/iam/iam.ts";
import type { Resource } from "../../../infra/local/seams.ts";
import { arnOf, lambda, schedule } from "../resources.ts";
import { allowing, functionWith, made, permission, reportOf } from "./resources.ts";

const [fn, role] = functionWith("shop", []);
const shop = arnOf.lambda("shop");
const roleArn = "arn:aws:iam::000000000000:role/shop-role";
const roleWith = (properties: object): Resource[] =>
  [fn, role && { ...role, properties: { ...role.properties, ...properties } }].filter((it) => it !== undefined);
const other = (type: string, properties: object) =>
  made(type, "other", "arn:aws:iam::000000000000:policy/other", properties);
const reading = { Statement: allowing(["s3:GetObject"], "arn:aws:s3:::media/*") };

it.each<readonly [what: string, resources: readonly Resource[], problem: string]>([
  ["a function whose role is not in the template", [lambda("shop", { Role: roleArn })], "cannot assume the role"],
  ["a function without a role", [lambda("shop")], "Role"],
  [
    "a role that trusts another service",
    [...roleWith({}), schedule("s", { Target: { RoleArn: roleArn } })],
    "scheduler.amazonaws.com cannot assume",
  ],
  ["a boundary", roleWith({ PermissionsBoundary: "arn:aws:iam::aws:policy/x" }), "boundaries are not known"],
  [
    "a policy of AWS that is not known",
    roleWith({ ManagedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"] }),
    "Policy arn:aws:iam::aws:policy/AdministratorAccess of shop-role",
  ],
  [
    "a kind of policy that is not known",
    [other("AWS::SNS::TopicPolicy", {})],
    "AWS::SNS::TopicPolicy other: policies of this kind",
  ],
  ["a user", [other("AWS::IAM::User", {})], "AWS::IAM::User other"],
  [
    "a policy of what is not there",
    [other("AWS::S3::BucketPolicy", { Bucket: "gone", PolicyDocument: reading })],
    "the template has no gone",
  ],
  [
    "a permission for an organization",
    [
      other("AWS::Lambda::Permission", {
        Action: "lambda:InvokeFunction",
        FunctionName: shop,
        Principal: "*",
        PrincipalOrgID: "o-1",
      }),
    ],
    "PrincipalOrgID",
  ],
])("IAM here refuses %s", (_, resources, problem) => {
  expect(() => iam(resources)).toThrow(problem);
});

it.each<readonly [what: string, resources: readonly Resource[]]>([
  ["in the role", roleWith({ Policies: [{ PolicyName: "p", PolicyDocument: reading }] })],
  [
    "beside the role",
    [...roleWith({}), other("AWS::IAM::Policy", { PolicyName: "p", Roles: ["shop-role"], PolicyDocument: reading })],
  ],
  [
    "by the role",
    [
      ...roleWith({ ManagedPolicyArns: ["arn:aws:iam::000000000000:policy/other"] }),
      other("AWS::IAM::ManagedPolicy", { PolicyDocument: reading }),
    ],
  ],
  [
    "by the policy",
    [...roleWith({}), other("AWS::IAM::ManagedPolicy", { Roles: ["shop-role"], PolicyDocument: reading })],
  ],
])("finds a policy %s", (_, resources) => {
  expect(reportOf(iam(resources)).unused).toEqual([
    { who: "shop", action: "s3:GetObject", resource: "arn:aws:s3:::media/*" },
  ]);
});

it("knows AWS's policy for logs", () => {
  const arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";
  const { unused } = reportOf(iam(roleWith({ ManagedPolicyArns: [arn] })));
  expect(unused.map(({ action }) => action)).toEqual([
    "logs:CreateLogGroup",
    "logs:CreateLogStream",
    "logs:PutLogEvents",
  ]);
});

it.each([
  ["its own route", "*/*/v1/shows/*", { ok: true, payload: "done" }],
  ["another route", "*/*/v1/tickets/*", { ok: false, error: { errorType: "AccessDeniedException" } }],
])("lets the API invoke a function that lets in %s", async (_, routes, result) => {
  const source = `arn:aws:execute-api:eu-west-1:000000000000:a1b2/${routes}`;
  const judge = iam([...roleWith({}), permission("shop", "apigateway.amazonaws.com", source)]);
  const functions = judge.forApi({ invoke: async () => ({ ok: true, payload: "done" }) });
  const requestContext = { apiId: "a1b2", stage: "$default", routeKey: "GET /v1/shows/{showId}" };
  expect(await functions.invoke(shop, { requestContext })).toMatchObject(result);
  expect(reportOf(judge)[result.ok ? "denied" : "unused"].length).toBe(result.ok ? 0 : 1);
});
