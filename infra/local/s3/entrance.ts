import { xmlFault } from "../front/answers.ts";
import type { AwsAnswer, AwsCall, Backend, Gate } from "../front/call.ts";
import { s3Operation } from "../front/rest-operations.ts";
import type { BucketRules } from "./bucket-rules.ts";
import { postObject, type Signers } from "./post-object.ts";

type Parts = Signers & { now(): number; rulesOf(path: string): BucketRules | undefined };

/**
 * Who may not come in without a signature, and what a call means that carries its parts in a form or in its query. What
 * a bucket's policy allows everybody is left to IAM.
 */
export function entrance(parts: Parts): Gate {
  return async (call, next) => {
    if (call.service !== "s3") return next(call);
    const anonymous = isAnonymous(call);
    const rules = parts.rulesOf(call.path);
    if (anonymous && !rules) return xmlFault("NoSuchBucket", "The specified bucket does not exist", 404);
    const judged: Backend = async (it) =>
      isAnonymous(it) && rules?.private ? xmlFault("AccessDenied", "Access Denied", 403) : next(it);
    if (call.operation === "PostObject") return postObject(call, judged, parts);

    const query = new URL(call.path, "http://s3").searchParams;
    const overrides = [...query].filter(([name]) => overridable.test(name));
    if (overrides.length > 0 && anonymous) {
      const message = "Request specific response headers cannot be used for anonymous GET requests.";
      return xmlFault("InvalidRequest", message, 400);
    }
    return overridden(await judged(query.has("X-Amz-Signature") ? unhoisted(call, query) : call), overrides);
  };
}

function isAnonymous({ caller }: AwsCall): boolean {
  return caller.kind === "other" && caller.accessKeyId === undefined;
}

/** A presigned URL may carry headers in its query: to S3 they are the same. */
function unhoisted(call: AwsCall, query: URLSearchParams): AwsCall {
  const headers = { ...call.headers };
  for (const [name, value] of query) if (/^x-amz-[a-z]/.test(name)) headers[name] = value;
  return { ...call, headers, operation: s3Operation(call.method, call.path, headers) };
}

const overridable = /^response-(content-(type|language|disposition|encoding)|expires|cache-control)$/;

/** `response-content-type=…` of a signed request sets the answer's header ("GetObject"). */
function overridden(answer: AwsAnswer, overrides: readonly (readonly [string, string])[]): AwsAnswer {
  if (overrides.length === 0 || answer.status >= 300) return answer;
  const set = overrides.map(([name, value]) => [name.slice("response-".length), value]);
  return { ...answer, headers: { ...answer.headers, ...Object.fromEntries(set) } };
}
