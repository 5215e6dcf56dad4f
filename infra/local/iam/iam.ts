import type { Gate } from "../front/call.ts";
import type { Controls } from "../http-api/control.ts";
import { isObject, objectAt } from "../json.ts";
import type { LambdaRuntime, Resource } from "../seams.ts";
import { type Identity, identities, mayDoAll, serviceIdentity, sourceOf } from "./identity.ts";
import { openLedger } from "./ledger.ts";
import { listBucket } from "./needs/s3.ts";
import { needsOf } from "./needs.ts";
import { accessDenied } from "./refusals.ts";
import { resourcePolicies } from "./resource-policies.ts";
import { rolesOf } from "./roles.ts";
import { type Asked, judge, type Verdict } from "./verdict.ts";

type Invoker = Pick<LambdaRuntime, "invoke">;

export type Iam = {
  /** Refuses what the template does not allow. */
  readonly gate: Gate;
  /** The functions as the HTTP API may invoke them. */
  forApi(runtime: Invoker): Invoker;
  /** `GET /_local/iam`: the calls refused, and the permissions never needed. */
  readonly controls: Controls;
};

/** IAM, as far as the template uses it: all of it is read at once, and what cannot be read stops the start. */
export function iam(resources: readonly Resource[]): Iam {
  const roles = rolesOf(resources);
  const policies = resourcePolicies(resources);
  const ledger = openLedger(roles, policies);
  const needs = needsOf(resources);
  const identityOf = identities(roles);

  function allows({ principal, who }: Identity, asked: Asked, source: Asked["context"]): Verdict {
    // On AWS all calls go over TLS. An object is protected by its bucket's policy.
    const context = { "aws:securetransport": "true", ...source, ...asked.context };
    const owner = asked.resource.replace(/^(arn:aws:s3:::[^/]*)\/.*$/s, "$1");
    const verdict = judge({ ...asked, context }, principal, policies.get(owner) ?? []);
    if (verdict.allowed) ledger.used(who, verdict.by);
    else ledger.denied(who, asked, verdict.because);
    return verdict;
  }

  const gate: Gate = async (call, next) => {
    if (mayDoAll(call)) return next(call);
    const identity = identityOf(call);
    const asked = needs(call);
    if (!asked) {
      const refused = { action: `${call.service}:${call.operation}`, resource: "*", because: unknownNeeds };
      ledger.denied(identity.who, refused, unknownNeeds);
      return accessDenied(call.service, identity.user, refused);
    }
    for (const one of asked) {
      const verdict = allows(identity, one, sourceOf(call));
      if (!verdict.allowed) return accessDenied(call.service, identity.user, { ...one, because: verdict.because });
    }
    const answer = await next(call);
    // Who may not list a bucket does not learn that a key is missing (S3 API Reference, GetObject, "Permissions").
    const missing = call.service === "s3" && /^(Get|Head)Object$/.test(call.operation) && answer.status === 404;
    if (!missing || allows(identity, listBucket(call), {}).allowed) return answer;
    return accessDenied("s3", undefined, { ...listBucket(call), because: "" });
  };

  return {
    gate,
    forApi: (runtime) => ({
      async invoke(functionArn, event, begins) {
        const asked = { action: "lambda:InvokeFunction", resource: functionArn };
        const source = { "aws:sourcearn": routeArn(functionArn, event) };
        if (allows(serviceIdentity("apigateway.amazonaws.com"), asked, source).allowed)
          return runtime.invoke(functionArn, event, begins);
        const errorMessage = "Invalid permissions on Lambda function";
        return { ok: false, error: { errorType: "AccessDeniedException", errorMessage } };
      },
    }),
    controls: { "GET /_local/iam": () => ({ body: ledger.report() }) },
  };
}

const unknownNeeds = "because the local cloud does not know what it needs: infra/local/iam/needs.ts has to say";

/** `arn:aws:execute-api:<region>:<account>:<api>/<stage>/<METHOD>/<path of the route>`. */
function routeArn(functionArn: string, event: unknown): string {
  const { apiId, stage, routeKey } = objectAt(isObject(event) ? event : undefined, "requestContext");
  const [partition, region, account] = [1, 3, 4].map((place) => functionArn.split(":")[place]);
  return `arn:${partition}:execute-api:${region}:${account}:${apiId}/${stage}/${String(routeKey).replace(" ", "")}`;
}
