import { nameIn } from "../arn.ts";
import type { AwsAnswer, AwsCall, Gate } from "../front/call.ts";
import { operatorKey } from "../front/install-key.ts";
import type { Resource } from "../seams.ts";
import { openLedger, type Report } from "./ledger.ts";
import { listBucket } from "./needs/s3.ts";
import { needsOf } from "./needs.ts";
import { accessDenied, unknownKey } from "./refusals.ts";
import { resourcePolicies } from "./resource-policies.ts";
import { rolesOf } from "./roles.ts";
import { type Asked, judge, type Principal } from "./verdict.ts";

export type Iam = {
  /** Refuses what the template does not allow. */
  readonly gate: Gate;
  /** Whether a service of AWS may invoke a function, for one of its own resources. */
  mayInvoke(functionArn: string, service: string, sourceArn: string): boolean;
  report(): Report;
};

/** Who calls: as IAM judges them, as AWS names them in a refusal, and as people know them. */
type Identity = { readonly principal: Principal; readonly user: string | undefined; readonly who: string };

/** IAM, as far as the template uses it: it is read at once, and what cannot be read stops the start. */
export function iam(resources: readonly Resource[]): Iam {
  const roles = rolesOf(resources);
  const ofResources = resourcePolicies(resources);
  const needs = needsOf(resources);
  const ledger = openLedger(roles, ofResources);

  function identityOf({ caller }: AwsCall): Identity {
    if (caller.kind === "other") return { principal: { kind: "anonymous" }, user: undefined, who: "anybody" };
    if (caller.kind === "aws") return service(caller.principal);
    const who = nameIn(caller.arn);
    const { arn = "", statements = [] } = roles.get(caller.arn) ?? {};
    const user = `arn:aws:sts::${arn.split(":")[4]}:assumed-role/${nameIn(arn || caller.arn)}/${who}`;
    return { principal: { kind: "role", arn, statements }, user, who };
  }

  function allows({ principal, who }: Identity, asked: Asked, context: Asked["context"] = {}) {
    // An object is protected by its bucket's policy.
    const owner = asked.resource.startsWith("arn:aws:s3:::") ? asked.resource.replace(/\/.*$/s, "") : asked.resource;
    const all = { "aws:securetransport": "true", ...context, ...asked.context };
    const verdict = judge({ ...asked, context: all }, principal, ofResources.get(owner) ?? []);
    if (verdict.allowed) ledger.used(who, verdict.by);
    return verdict;
  }

  function refusalOf(call: AwsCall, identity: Identity): AwsAnswer | undefined {
    const asked = needs(call);
    const unknown = { action: `${call.service}:${call.operation}`, resource: "*" };
    for (const one of asked ?? [unknown]) {
      const verdict = asked ? allows(identity, one, sourceOf(call)) : missing;
      if (verdict.allowed) continue;
      ledger.denied(identity.who, one, verdict.because);
      return accessDenied(call.service, identity.user, one, verdict.because);
    }
    return undefined;
  }

  return {
    async gate(call, next) {
      if (mayDoAll(call)) return next(call);
      const { caller } = call;
      if (caller.kind === "other" && caller.accessKeyId !== undefined) return unknownKey(call.service);
      const identity = identityOf(call);
      const refusal = refusalOf(call, identity);
      if (refusal) return refusal;
      const answer = await next(call);
      // GetObject, "Permissions": who may not list the bucket does not learn that a key is missing.
      if (!isMissingObject(call, answer) || allows(identity, listBucket(call)).allowed) return answer;
      return accessDenied("s3", undefined, listBucket(call), "");
    },
    mayInvoke(functionArn, name, sourceArn) {
      const asked = { action: "lambda:InvokeFunction", resource: functionArn };
      const verdict = allows(service(name), asked, { "aws:sourcearn": sourceArn });
      if (!verdict.allowed) ledger.denied(name, asked, verdict.because);
      return verdict.allowed;
    },
    report: ledger.report,
  };
}

const missing = {
  allowed: false,
  because: "because the local cloud does not know what it needs: see infra/local/iam/needs",
} as const;

function service(name: string): Identity {
  return { principal: { kind: "service", name }, user: name, who: name };
}

/** Operators, CloudFormation making the stack, and Lambda finding out what a table's stream is called. */
function mayDoAll({ caller, operation }: AwsCall): boolean {
  if (caller.kind === "other") return caller.accessKeyId === operatorKey.accessKeyId || operation === "Preflight";
  if (caller.kind === "function") return false;
  const finding = caller.principal === "lambda.amazonaws.com" && operation === "DescribeTable";
  return finding || caller.principal === "cloudformation.amazonaws.com";
}

/** For whom a service of AWS calls. */
function sourceOf({ caller }: AwsCall): Asked["context"] {
  if (caller.kind !== "aws" || caller.sourceArn === undefined) return {};
  return { "aws:sourcearn": caller.sourceArn, "aws:sourceaccount": caller.sourceArn.split(":")[4] ?? "" };
}

function isMissingObject({ service, operation }: AwsCall, { status }: AwsAnswer): boolean {
  return service === "s3" && status === 404 && (operation === "GetObject" || operation === "HeadObject");
}
