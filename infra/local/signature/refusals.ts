import { jsonFault, xmlFault } from "../front/answers.ts";
import type { AwsAnswer } from "../front/call.ts";

export const badHeader = "AuthorizationHeaderMalformed";
export const badQuery = "AuthorizationQueryParametersError";

/** How S3 refuses a signature ("Error responses", S3 API Reference). */
const s3Refusals = {
  unknownKey: ["InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records."],
  wrongToken: ["InvalidToken", "The provided token is malformed or otherwise invalid."],
  wrong: [
    "SignatureDoesNotMatch",
    "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
  ],
  skewed: ["RequestTimeTooSkewed", "The difference between the request time and the current time is too large."],
  malformedHeader: [badHeader, "The authorization header is malformed."],
  malformedQuery: [
    badQuery,
    "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.",
  ],
  twoSignatures: [
    "InvalidArgument",
    "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified",
  ],
  expiresNumber: [badQuery, "X-Amz-Expires should be a number"],
  expiresNegative: [badQuery, "X-Amz-Expires must be non-negative"],
  expiresTooLong: [
    badQuery,
    "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds",
  ],
  expired: ["AccessDenied", "Request has expired"],
  early: ["AccessDenied", "Request is not yet valid"],
  unsignedHeader: ["AccessDenied", "There were headers present in the request which were not signed"],
  noHash: ["InvalidRequest", "Missing required header for this request: x-amz-content-sha256"],
  wrongHash: [
    "XAmzContentSHA256Mismatch",
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
  ],
  signedChunks: ["NotImplemented", "The local cloud does not read signed chunks"],
} as const satisfies Record<string, readonly [code: string, message: string]>;

/** 400, but for these. */
const statuses: Readonly<Record<string, number>> = {
  ...{ AccessDenied: 403, InvalidAccessKeyId: 403, RequestTimeTooSkewed: 403, SignatureDoesNotMatch: 403 },
  NotImplemented: 501,
};

export function s3Refusal(name: keyof typeof s3Refusals): AwsAnswer {
  const [code, message] = s3Refusals[name];
  return xmlFault(code, message, statuses[code] ?? 400);
}

/**
 * How the other services refuse an access key there is not, and a session token that is not the key's. REST-JSON answers
 * 403 where JSON-RPC answers 400; SQS and SNS keep the name their query protocol had.
 */
export function invalidKey(service: string): AwsAnswer {
  const query = service === "sqs" || service === "sns";
  const type = query ? "InvalidClientTokenId" : "UnrecognizedClientException";
  const message = "The security token included in the request is invalid.";
  return jsonFault(type, message, query ? 403 : statusOf(service));
}

export function invalidSignature(service: string, message: string): AwsAnswer {
  return jsonFault("InvalidSignatureException", message, statusOf(service));
}

const statusOf = (service: string) => (service === "ses" ? 403 : 400);
