import { isUtf8 } from "node:buffer";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { Fault } from "#domain/fault.ts";
import { parseJson } from "#platform/json-body.ts";
import { faultsOf, needsIfMatch, type Operation, pathNames } from "#platform/operation.ts";
import { badInput } from "#platform/problem.ts";

/** More than any operation takes; files go to S3. */
const maxBodyBytes = 256 * 1024;

export function bodyText(event: APIGatewayProxyEventV2): string {
  const bytes = Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8");
  if (bytes.length > maxBodyBytes) throw new Fault("body_too_large", `At most ${maxBodyBytes / 1024} KB.`);
  if (!isUtf8(bytes)) throw new Fault("invalid_input", "The body must be UTF-8.");
  return bytes.toString("utf8");
}

/** The operation's input: path, then query or body, parsed by its schema. Throws a fault that names what is wrong. */
export function readInput(op: Operation, event: APIGatewayProxyEventV2): Record<string, unknown> {
  const rest = op.method === "GET" || op.method === "DELETE" ? (event.queryStringParameters ?? {}) : readBody(event);
  const names = pathNames(op.path);
  const clash = names.find((name) => Object.hasOwn(rest, name));
  const parsed = op.input.strict().safeParse({ ...rest, ...event.pathParameters });
  if (!parsed.success) {
    // An id in the path that cannot be one is a thing that does not exist.
    const inPath = parsed.error.issues.every(
      (issue) => issue.path.length === 1 && names.includes(String(issue.path[0])),
    );
    throw inPath ? new Fault("not_found") : badInput(parsed.error);
  }
  if (clash) throw new Fault("invalid_input", `${clash} is in the path`, { errors: [inPathError(clash)] });
  return parsed.data;
}

const inPathError = (path: string) => ({ path, code: "unrecognized_key", message: "it is in the path, not here" });

function readBody(event: APIGatewayProxyEventV2): object {
  const text = bodyText(event);
  if (text.trim() === "") return {};
  const type = event.headers["content-type"] ?? "";
  if (!/^application\/([\w.-]+\+)?json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(type)) {
    throw new Fault("unsupported_media_type", "Send the body as Content-Type: application/json.");
  }
  const value = parseJson(text);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new Fault("invalid_input", "The body must be a JSON object.");
}

/** The version in If-Match (our ETags are versions in quotes), where the operation says that it may be stale. */
export function expectedVersion(op: Operation, event: APIGatewayProxyEventV2): number | undefined {
  const header = event.headers["if-match"];
  if (!header && needsIfMatch(op))
    throw new Fault("if_match_required", "Send If-Match with the ETag of what you read.");
  if (!header || !faultsOf(op).includes("stale_version")) return undefined;
  const version = /^"(\d{1,15})"$/.exec(header.trim())?.[1];
  if (!version) throw new Fault("stale_version", "If-Match is not an ETag of this resource.");
  return Number(version);
}

export function idempotencyKey(op: Operation, event: APIGatewayProxyEventV2): string | undefined {
  if (!op.idempotent) return undefined;
  const key = event.headers["idempotency-key"]?.trim();
  if (key === undefined && op.idempotent === "if-keyed") return undefined;
  if (key && /^[\x21-\x7e]{8,255}$/.test(key)) return key;
  const message = "send an Idempotency-Key header of 8 to 255 visible ASCII characters, a new one for each thing";
  const error = { path: "Idempotency-Key", code: key ? "invalid_format" : "required", message };
  throw new Fault("invalid_input", message, { errors: [error] });
}
