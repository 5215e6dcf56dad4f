import { createHash } from "node:crypto";
import type { AwsCall } from "../front/call.ts";
import { decodedUri } from "../uri.ts";
import type { Signature } from "./read-signature.ts";
import { scopeText } from "./signing-key.ts";

/** What a signature is made over ("Create a signed AWS API request", IAM User Guide). */
export function stringToSign(call: AwsCall, signature: Signature, payloadHash: string): string {
  const mark = call.path.indexOf("?");
  const path = mark < 0 ? call.path : call.path.slice(0, mark);
  const canonical = [
    call.method,
    // Every service but S3 encodes the path as it was sent once more.
    path
      .split("/")
      .map(signature.scope.service === "s3" ? (part) => encode(decodedUri(part) ?? part) : encode)
      .join("/"),
    mark < 0 ? "" : canonicalQuery(call.path.slice(mark + 1)),
    ...signature.signedHeaders.map((name) => `${name}:${headerText(call.headers[name])}`),
    "",
    signature.signedHeaders.join(";"),
    payloadHash,
  ].join("\n");
  return ["AWS4-HMAC-SHA256", signature.date, scopeText(signature.scope), sha256(canonical)].join("\n");
}

export function sha256(data: string | Buffer): string {
  return createHash("sha256").update(data).digest("hex");
}

function canonicalQuery(query: string): string {
  return [...new URLSearchParams(query)]
    .filter(([name]) => name !== "X-Amz-Signature")
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, x], [b, y]) => (a < b || (a === b && x < y) ? -1 : 1))
    .map((pair) => pair.join("="))
    .join("&");
}

function headerText(value: string | readonly string[] | undefined): string {
  return [value ?? ""]
    .flat()
    .map((one) => one.trim().replace(/ +/g, " "))
    .join(",");
}

/** Everything but RFC 3986's unreserved characters. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
