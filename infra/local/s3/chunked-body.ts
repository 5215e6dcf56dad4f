import { xmlFault } from "../front/answers.ts";
import type { AwsAnswer, AwsCall } from "../front/call.ts";

/**
 * Undoes `aws-chunked`, in which the SDK sends streams: chunks, each behind its length in hex, then trailers that say
 * what the checksum has come to ("Signature calculations: trailing headers").
 */
export function withPlainBody(call: AwsCall): AwsCall | AwsAnswer {
  const { body, headers } = call;
  if (!String(headers["x-amz-content-sha256"]).startsWith("STREAMING-")) return call;
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const end = body.indexOf("\r\n", at);
    const length = Number.parseInt(body.toString("latin1", at, end), 16);
    if (end < 0 || Number.isNaN(length)) return incomplete;
    at = end + 2;
    if (length === 0) break;
    chunks.push(body.subarray(at, at + length));
    at += length + 2;
  }
  const plain = Buffer.concat(chunks);
  if (plain.length !== Number(headers["x-amz-decoded-content-length"])) return incomplete;
  const trailers = new Map(
    body
      .toString("latin1", at)
      .split("\r\n")
      .map(
        (line) => [line.split(":")[0]?.trim().toLowerCase() ?? "", line.slice(line.indexOf(":") + 1).trim()] as const,
      ),
  );
  const { "x-amz-trailer": trailer, "content-encoding": encoding, ...others } = headers;
  const value = typeof trailer === "string" ? trailers.get(trailer.toLowerCase()) : undefined;
  if (trailer !== undefined && value === undefined)
    return xmlFault(
      "MalformedTrailerError",
      "The request contained trailing data that was not well-formed or did not conform to our published schema.",
      400,
    );
  const rest = String(encoding)
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "aws-chunked");
  return {
    ...call,
    headers: {
      ...others,
      ...(value !== undefined && { [String(trailer).toLowerCase()]: value }),
      ...(rest.length > 0 && { "content-encoding": rest.join(",") }),
    },
    body: plain,
  };
}

const incomplete = xmlFault(
  "IncompleteBody",
  "You did not provide the number of bytes specified by the Content-Length HTTP header",
  400,
);
