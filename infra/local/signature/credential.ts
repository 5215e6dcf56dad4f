import { xmlFault } from "../front/answers.ts";
import type { AwsAnswer } from "../front/call.ts";
import type { Credentials, KeyOf } from "../front/install-key.ts";
import { badHeader, badQuery, invalidKey, invalidSignature, s3Refusal } from "./refusals.ts";
import type { Scope } from "./signing-key.ts";

export type Keys = {
  readonly keyOf: KeyOf;
  /** The one region there is; undefined before a template has named it. */
  region(): string | undefined;
};

/** Whose key signed what, where; `service` is the one the request is sent to. */
type Credential = {
  readonly service: string;
  readonly scope: Scope;
  readonly token: string | undefined;
  readonly place: "header" | "query" | "form";
};

/** The key a request names, if it may be used for this request: a key is good for one service, in one region, with its token. */
export function keyFor(credential: Credential, { keyOf, region }: Keys): Credentials | AwsAnswer {
  const { service, scope, token } = credential;
  const elsewhere = scopeRefusal(credential, region());
  if (elsewhere) return elsewhere;
  const key = keyOf(scope.accessKeyId);
  if (key && key.sessionToken === token) return key;
  if (service !== "s3") return invalidKey(service);
  // A role's key without its token is a key S3 has never heard of.
  return s3Refusal(key && token !== undefined ? "wrongToken" : "unknownKey");
}

function scopeRefusal({ service, scope, place }: Credential, region: string | undefined): AwsAnswer | undefined {
  const wrongService = scope.service !== service;
  if (!wrongService && (region === undefined || scope.region === region)) return undefined;
  if (service !== "s3") {
    const right = wrongService ? `correct service: '${service}'. ` : `a valid region, not '${scope.region}'. `;
    return invalidSignature(service, `Credential should be scoped to ${right}`);
  }
  const problem = wrongService
    ? `incorrect service "${scope.service}". This endpoint belongs to "s3".`
    : `the region '${scope.region}' is wrong; expecting '${region}'`;
  const details = wrongService ? {} : { Region: region };
  return place === "header"
    ? xmlFault(badHeader, `The authorization header is malformed; ${problem}`, 400, details)
    : xmlFault(badQuery, `Error parsing the X-Amz-Credential parameter; ${problem}`, 400, details);
}
