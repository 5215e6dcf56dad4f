import { jsonFault } from "../front/answers.ts";
import type { AwsAnswer, AwsCall, Gate } from "../front/call.ts";
import type { Clock } from "../seams.ts";
import { sha256, stringToSign } from "./canonical-request.ts";
import { type Keys, keyFor } from "./credential.ts";
import { amzDate, readSignature, type Signature } from "./read-signature.ts";
import { invalidSignature, s3Refusal } from "./refusals.ts";
import { isSignedBy } from "./signing-key.ts";

type Parts = Keys & { readonly clock: Pick<Clock, "now"> };

const minute = 60_000;
/** S3 takes a time 15 minutes off ("RequestTimeTooSkewed"); the others say "… - 5 min." when they refuse one. */
const mostSkew = (service: string) => (service === "s3" ? 15 : 5);
const longestExpiry = 604_800;

/**
 * Lets nothing pass whose signature is wrong, as AWS does with every request. What bears no signature is either a call
 * by AWS itself, which never was an HTTP request, or an anonymous one, which only S3 knows.
 */
export function signatures(parts: Parts): Gate {
  return async (call, next) => refusal(call, parts) ?? next(call);
}

function refusal(call: AwsCall, { clock, ...keys }: Parts): AwsAnswer | undefined {
  const signature = readSignature(call);
  if (signature === undefined) return undefined;
  const s3 = call.service === "s3";
  if (signature === "malformed") return malformed(call);
  const { scope, place, token } = signature;
  if (s3 && place === "header" && call.path.includes("X-Amz-Algorithm=")) return s3Refusal("twoSignatures");

  const key = keyFor({ service: call.service, scope, token, place }, keys);
  if ("status" in key) return key;
  const untimely = place === "query" ? outOfItsTime(signature, clock.now()) : skewed(call, signature, clock.now());
  if (untimely) return untimely;
  const unsigned = ["host", ...Object.keys(call.headers)].find((name) => !mayBeUnsigned(call.service, signature, name));
  if (unsigned) return unsignedHeader(call.service, unsigned);

  const hash = s3 ? s3PayloadHash(call, signature) : sha256(call.body);
  if (typeof hash !== "string") return hash;
  if (isSignedBy(key.secretAccessKey, scope, stringToSign(call, signature, hash), signature.signature))
    return undefined;
  return s3 ? s3Refusal("wrong") : invalidSignature(call.service, wrongMessage);
}

const wrongMessage =
  "The request signature we calculated does not match the signature you provided. " +
  "Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";

/** The host and the session token must be signed everywhere, with S3 all that is its own. */
function mayBeUnsigned(service: string, { signedHeaders, place }: Signature, name: string): boolean {
  if (signedHeaders.includes(name)) return true;
  // A presigned URL says its body's hash in the query; a browser may say it again.
  if (place === "query" && name === "x-amz-content-sha256") return true;
  return service === "s3" ? !/^(host$|x-amz-)/.test(name) : name !== "host" && name !== "x-amz-security-token";
}

function malformed({ service, headers }: AwsCall): AwsAnswer {
  if (service === "s3") return s3Refusal(headers.authorization ? "malformedHeader" : "malformedQuery");
  return jsonFault("IncompleteSignatureException", "The Authorization header is not in the right form.");
}

function unsignedHeader(service: string, name: string): AwsAnswer {
  if (service === "s3") return s3Refusal("unsignedHeader");
  const which = name === "host" ? "'Host' or ':authority'" : `'${name}'`;
  return invalidSignature(service, `${which} must be a 'SignedHeader' in the AWS Authorization.`);
}

/** A presigned URL is good from its date on, for as long as it says ("Authenticating Requests: Using Query Parameters"). */
function outOfItsTime({ at, expires }: Signature, now: number): AwsAnswer | undefined {
  const seconds = Number(expires);
  if (!Number.isInteger(seconds)) return s3Refusal("expiresNumber");
  if (seconds < 0) return s3Refusal("expiresNegative");
  if (seconds > longestExpiry) return s3Refusal("expiresTooLong");
  if (now > at + seconds * 1_000) return s3Refusal("expired");
  return at > now + mostSkew("s3") * minute ? s3Refusal("early") : undefined;
}

function skewed({ service, tag }: AwsCall, { at, date }: Signature, now: number): AwsAnswer | undefined {
  // A function's instance lives on this very clock: a difference only means that it was moved while the call travelled.
  if (tag || Math.abs(now - at) <= mostSkew(service) * minute) return undefined;
  if (service === "s3") return s3Refusal("skewed");
  const most = mostSkew(service);
  const message =
    at < now
      ? `Signature expired: ${date} is now earlier than ${amzDate(now - most * minute)} (${amzDate(now)} - ${most} min.)`
      : `Signature not yet current: ${date} is still later than ${amzDate(now + most * minute)} (${amzDate(now)} + ${most} min.)`;
  return invalidSignature(service, message);
}

/** S3 believes the hash it is told, and compares the body to it, unless it is told that the body is not signed. */
function s3PayloadHash({ body }: AwsCall, { payload, place }: Signature): string | AwsAnswer {
  if (payload === undefined) return place === "query" ? "UNSIGNED-PAYLOAD" : s3Refusal("noHash");
  if (payload === "UNSIGNED-PAYLOAD" || payload === "STREAMING-UNSIGNED-PAYLOAD-TRAILER") return payload;
  if (payload.startsWith("STREAMING-")) return s3Refusal("signedChunks");
  return payload === sha256(body) ? payload : s3Refusal("wrongHash");
}
