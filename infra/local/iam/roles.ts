import * as z from "zod";
import { ofType, propertiesOf } from "../front/resource-properties.ts";
import type { Resource } from "../seams.ts";
import { readPolicy, type Statement } from "./policy.ts";

export type Role = { readonly arn: string; readonly statements: readonly Statement[] };

const Policy = z.object({ PolicyName: z.string().default(""), PolicyDocument: z.unknown() });
const Attached = Policy.extend({ Roles: z.array(z.string()).default([]) });
const Declared = z.object({
  AssumeRolePolicyDocument: z.unknown(),
  Policies: z.array(Policy).default([]),
  ManagedPolicyArns: z.array(z.string()).default([]),
  PermissionsBoundary: z.undefined({ error: "boundaries are not known to the local cloud" }).optional(),
});
const Used = z.object({ Role: z.string() });
const Scheduled = z.object({ Target: z.object({ RoleArn: z.string() }) });

/** AWS's own policies, as far as functions have them. */
const managedByAws: Readonly<Record<string, unknown>> = {
  "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole": {
    Statement: {
      ...{ Effect: "Allow", Resource: "*" },
      Action: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
    },
  },
};

/** The roles of the template's functions and schedules, by the ARN of who uses them. */
export function rolesOf(resources: readonly Resource[]): ReadonlyMap<string, Role> {
  const roles = new Map(ofType(resources, "AWS::IAM::Role").map((role) => [role.arn, readRole(role, resources)]));
  const users = [
    ...ofType(resources, "AWS::Lambda::Function").map(
      (fn) => [fn, propertiesOf(fn, Used).Role, "lambda.amazonaws.com"] as const,
    ),
    ...ofType(resources, "AWS::Scheduler::Schedule").map(
      (schedule) => [schedule, propertiesOf(schedule, Scheduled).Target.RoleArn, "scheduler.amazonaws.com"] as const,
    ),
  ];
  return new Map(
    users.map(([user, arn, service]) => {
      const role = roles.get(arn);
      if (role?.trusted.includes(service)) return [user.arn, role];
      throw new Error(`${user.type} ${user.logicalId}: ${service} cannot assume the role ${arn}`);
    }),
  );
}

function readRole(role: Resource, resources: readonly Resource[]): Role & { readonly trusted: readonly string[] } {
  const { AssumeRolePolicyDocument, Policies, ManagedPolicyArns } = propertiesOf(role, Declared);
  const attached = ofType(resources, "AWS::IAM::Policy", "AWS::IAM::ManagedPolicy")
    .filter(
      (policy) => ManagedPolicyArns.includes(policy.arn) || propertiesOf(policy, Attached).Roles.includes(role.ref),
    )
    .map((policy) => ({ PolicyName: policy.ref, PolicyDocument: policy.properties.PolicyDocument }));
  const byAws = ManagedPolicyArns.filter((arn) => !resources.some((resource) => resource.arn === arn)).map((arn) => ({
    PolicyName: arn,
    PolicyDocument: managedByAws[arn],
  }));
  const trust = readPolicy(`to assume ${role.ref}`, "trust", AssumeRolePolicyDocument);
  return {
    arn: role.arn,
    statements: [...Policies, ...attached, ...byAws].flatMap(({ PolicyName, PolicyDocument }) =>
      readPolicy(`${PolicyName} of ${role.ref}`, "identity", PolicyDocument),
    ),
    trusted: trust.flatMap(({ effect, principals }) => (effect === "Allow" ? (principals?.services ?? []) : [])),
  };
}
