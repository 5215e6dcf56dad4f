import { nameIn, parseArn } from "../arn.ts";
import type { AwsCall } from "../front/call.ts";
import { operatorKey } from "../front/install-key.ts";
import type { Role } from "./roles.ts";
import type { Asked, Principal } from "./verdict.ts";

/** Who calls: as IAM judges them, as AWS names them in a refusal (nobody: not at all), and as the lists name them. */
export type Identity = { readonly principal: Principal; readonly user: string | undefined; readonly who: string };

/** Operators, CloudFormation making the stack, and Lambda finding out what a table's stream is called. */
export function mayDoAll({ caller, operation }: AwsCall): boolean {
  if (caller.kind === "other") return caller.accessKeyId === operatorKey.accessKeyId || operation === "Preflight";
  if (caller.kind === "function") return false;
  const findsStream = caller.principal === "lambda.amazonaws.com" && operation === "DescribeTable";
  return findsStream || caller.principal === "cloudformation.amazonaws.com";
}

/** Functions, their pollers and schedules call with their role, in a session named after them. */
export function identities(roles: ReadonlyMap<string, Role>): (call: AwsCall) => Identity {
  return ({ caller }) => {
    if (caller.kind === "other") return { principal: { kind: "anonymous" }, user: undefined, who: "anybody" };
    if (caller.kind === "aws") return serviceIdentity(caller.principal);
    // Versions and aliases have the function's own role.
    const arn = caller.arn.split(":").slice(0, 7).join(":");
    const role = roles.get(arn);
    if (!role) throw new Error(`The template has no role for ${arn}`);
    const who = nameIn(arn);
    const session = `assumed-role/${nameIn(role.arn)}/${who}`;
    const user = `arn:aws:sts::${parseArn(role.arn).account}:${session}`;
    return { principal: { kind: "role", ...role }, user, who };
  };
}

export function serviceIdentity(name: string): Identity {
  return { principal: { kind: "service", name }, user: name, who: name };
}

/** What a service of AWS calls for. */
export function sourceOf({ caller }: AwsCall): Asked["context"] {
  if (caller.kind !== "aws" || caller.sourceArn === undefined) return {};
  return { "aws:sourcearn": caller.sourceArn, "aws:sourceaccount": parseArn(caller.sourceArn).account };
}
