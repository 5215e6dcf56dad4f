import { faultFor, xmlFault } from "../front/answers.ts";
import type { AwsAnswer } from "../front/call.ts";

/** How S3 refuses a signature ("Error responses", S3 API Reference). */
const s3Refusals = {
  unknownKey: ["InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.", 403],
  wrong: [
    "SignatureDoesNotMatch",
    "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
    403,
  ],
  skewed: ["RequestTimeTooSkewed", "The difference between the request time and the current time is too large.", 403],
  malformedHeader: ["AuthorizationHeaderMalformed", "The authorization header is malformed.", 400],
  malformedQuery: [
    "AuthorizationQueryParametersError",
    "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.",
    400,
  ],
  twoSignatures: [
    "InvalidArgument",
    "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified",
    400,
  ],
  expiresNumber: ["AuthorizationQueryParametersError", "X-Amz-Expires should be a number", 400],
  expiresNegative: ["AuthorizationQueryParametersError", "X-Amz-Expires must be non-negative", 400],
  expiresTooLong: [
    "AuthorizationQueryParametersError",
    "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds",
    400,
  ],
  expired: ["AccessDenied", "Request has expired", 403],
  early: ["AccessDenied", "Request is not yet valid", 403],
  unsignedHeader: ["AccessDenied", "There were headers present in the request which were not signed", 403],
  noHash: ["InvalidRequest", "Missing required header for this request: x-amz-content-sha256", 400],
  wrongHash: [
    "XAmzContentSHA256Mismatch",
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
    400,
  ],
  signedChunks: ["NotImplemented", "The local cloud does not read signed chunks", 501],
} as const satisfies Record<string, readonly [code: string, message: string, status: number]>;

export function s3Refusal(name: keyof typeof s3Refusals): AwsAnswer {
  const [code, message, status] = s3Refusals[name];
  return xmlFault(code, message, status);
}

/** REST-JSON answers 403 where JSON-RPC answers 400; SQS and SNS keep the name their query protocol had. */
export function unknownKey(service: string): AwsAnswer {
  if (service === "s3") return s3Refusal("unknownKey");
  const query = service === "sqs" || service === "sns";
  const type = query ? "InvalidClientTokenId" : "UnrecognizedClientException";
  const status = query || service === "ses" ? 403 : 400;
  return faultFor(service, type, "The security token included in the request is invalid.", status);
}

export function invalidSignature(service: string, message: string): AwsAnswer {
  return faultFor(service, "InvalidSignatureException", message, service === "ses" ? 403 : 400);
}
