import { expect, it } from "vitest";
import { type PolicyKind, readPolicy } from "../../../infra/local/iam/policy.ts";

const ok = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::media/*" };
const of = (...differs: object[]) => Object.assign({}, ok, ...differs);
const when = (operator: string, key: string, value: unknown) => ({ Condition: { [operator]: { [key]: value } } });
const nowhere = { Resource: undefined };

const refused: readonly (readonly [what: string, kind: PolicyKind, statement: object, problem: string])[] = [
  ["NotAction", "identity", of({ NotAction: "s3:PutObject" }), "NotAction"],
  ["NotResource", "identity", of(nowhere, { NotResource: "*" }), "NotResource"],
  ["NotPrincipal", "resource", of({ NotPrincipal: "*" }), "NotPrincipal"],
  ["no action", "identity", of({ Action: undefined }), "Action"],
  ["no resource", "identity", of(nowhere), "a Resource is missing"],
  ["another effect", "identity", of({ Effect: "Perhaps" }), "Effect"],
  ["an unknown operator", "identity", of(when("DateLessThan", "aws:CurrentTime", "2030-01-01")), "DateLessThan is not"],
  ["one on sets", "identity", of(when("ForAllValues:StringEquals", "aws:SourceAccount", "1")), "ForAllValues"],
  [
    "one that forgives",
    "identity",
    of(when("StringEqualsIfExists", "aws:SourceAccount", "1")),
    "IfExists is not known",
  ],
  [
    "an unknown key",
    "identity",
    of(when("StringEquals", "aws:PrincipalOrgID", "o-1")),
    "aws:PrincipalOrgID is not known",
  ],
  ["a number to compare with", "identity", of(when("StringEquals", "aws:SourceAccount", 1)), "expected string"],
  ["a variable in a resource", "identity", of({ Resource: `arn:aws:s3:::\${aws:username}/*` }), "policy variables"],
  ["a variable in a condition", "identity", of(when("StringLike", "ses:FromAddress", `\${aws:x}`)), "policy variables"],
  ["a wildcard for the service", "identity", of({ Action: "*:Get*" }), "*:Get* is no action"],
  ["the same in an ARN", "identity", of({ Resource: "arn:aws:*:::media" }), "arn:aws:*:::media is no resource"],
  ["an ARN that is none", "identity", of({ Resource: "media" }), "media is no resource"],
  ["a role's policy that names somebody", "identity", of({ Principal: "*" }), "a role's policy has no Principal"],
  ["a resource's policy that names nobody", "resource", ok, "a Principal is missing"],
  ["a trust policy with a resource", "trust", of({ Principal: "*" }), "a trust policy has no Resource"],
  ["roles by wildcard", "resource", of({ Principal: { AWS: "arn:aws:iam::111122223333:role/*" } }), "is no principal"],
  ["federation", "resource", of({ Principal: { Federated: "accounts.google.com" } }), "Federated"],
];

it.each(refused)("IAM here refuses %s, naming the policy", (_what, kind, statement, problem) => {
  const read = () => readPolicy("capabilities of place-order", kind, { Statement: [statement] });
  expect(read).toThrow("Policy capabilities of place-order: ");
  expect(read).toThrow(problem);
});

it.each([{ Version: "2030-01-01", Statement: [] }, { Statement: ok, Comment: "x" }, {}, "*"])(
  "refuses %j",
  (document) => {
    expect(() => readPolicy("p", "identity", document)).toThrow("Policy p: ");
  },
);
