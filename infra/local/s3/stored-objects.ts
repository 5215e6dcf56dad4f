import { xmlFault } from "../front/answers.ts";
import type { AwsAnswer, AwsCall, Backend } from "../front/call.ts";
import { addressOf, objectPath } from "./address.ts";
import { digestRefusal } from "./checksums.ts";
import { withPlainBody } from "./chunked-body.ts";

/** What has just become of an object. */
export type ObjectChange = {
  readonly bucket: string;
  readonly key: string;
  readonly reason: string;
  readonly requestId: string;
  /** Absent where the object is gone. */
  readonly stored?: { readonly size: number; readonly etag: string };
};

const creates = ["PutObject", "PostObject", "CopyObject", "CompleteMultipartUpload"];
const most = { upload: 5 * 1_024 ** 3, metadata: 2_048, key: 1_024 };

/** Rules of S3 that fauxqs does not keep, put before it. Calls that write to the same key are carried out one by one. */
export function storedObjects(fauxqs: Backend, changed: (change: ObjectChange) => void): Backend {
  const queues = new Map<string, Promise<unknown>>();

  return async (given) => {
    // What has no name has no emulation: fauxqs would take a PUT of tags for one of the object.
    if (given.operation.includes(" "))
      return xmlFault("NotImplemented", `The local cloud has no ${given.operation}`, 501);
    if (given.method === "GET" || given.method === "HEAD") return fauxqs(given);
    const address = addressOf(given.path);
    const call = sizeRefusal(given, address.key) ?? withPlainBody(given);
    if ("status" in call) return call;
    // The checksum beside a list of parts is that of the whole object.
    const digest = call.operation === "CompleteMultipartUpload" ? undefined : digestRefusal(call.headers, call.body);
    if (digest) return digest;

    const name = `${address.bucket}/${address.key}`;
    const turn = (queues.get(name) ?? Promise.resolve()).then(() => write(call, address));
    const settled = turn.catch(() => {});
    queues.set(name, settled);
    settled.then(() => queues.get(name) === settled && queues.delete(name));
    return turn;
  };

  async function write(call: AwsCall, { bucket, key }: ReturnType<typeof addressOf>): Promise<AwsAnswer> {
    const { "if-none-match": absent, "if-match": match } = call.headers;
    const isNew = creates.includes(call.operation);
    const before = absent || match ? await head(bucket, key) : undefined;
    const condition = isNew && conditionRefusal(before, absent, match);
    if (condition) return condition;
    const gone: string[] = [];
    for (const one of deletedBy(call, key)) if (await head(bucket, one)) gone.push(one);
    const answer = await fauxqs(call);
    if (answer.status >= 300) return answer;
    const change = { bucket, reason: call.operation, requestId: String(answer.headers["x-amz-request-id"]) };
    const stored = isNew ? await head(bucket, key) : undefined;
    if (stored) changed({ ...change, key, stored });
    for (const one of gone) changed({ ...change, key: one });
    return answer;
  }

  async function head(bucket: string, key: string) {
    const path = objectPath(bucket, key);
    const call = { service: "s3", operation: "HeadObject", method: "HEAD", path, headers: {}, body: Buffer.alloc(0) };
    const { status, headers } = await fauxqs({ ...call, caller: { kind: "aws", principal: "s3.amazonaws.com" } });
    return status === 200 ? { size: Number(headers["content-length"]), etag: String(headers.etag) } : undefined;
  }
}

type Header = AwsCall["headers"][string];

/** "Conditional writes": `*` is all that If-None-Match takes. */
function conditionRefusal(before: { etag: string } | undefined, absent: Header, match: Header): AwsAnswer | undefined {
  const unmet = "At least one of the pre-conditions you specified did not hold";
  if (absent !== undefined && absent !== "*")
    return xmlFault("NotImplemented", "A header you provided implies functionality that is not implemented", 501);
  if (absent && before) return xmlFault("PreconditionFailed", unmet, 412);
  if (match && !before) return xmlFault("NoSuchKey", "The specified key does not exist.", 404);
  if (match && before && String(match).replaceAll('"', "") !== before.etag.replaceAll('"', ""))
    return xmlFault("PreconditionFailed", unmet, 412);
  return undefined;
}

/** "Uploading objects", "Naming Amazon S3 objects", "Working with object metadata". */
function sizeRefusal({ headers, body }: AwsCall, key: string): AwsAnswer | undefined {
  const decoded = headers["x-amz-decoded-content-length"];
  if (headers["transfer-encoding"] !== undefined && decoded === undefined)
    return xmlFault("MissingContentLength", "You must provide the Content-Length HTTP header.", 411);
  if (Number(decoded ?? body.length) > most.upload)
    return xmlFault("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size", 400);
  if (Buffer.byteLength(key) > most.key) return xmlFault("KeyTooLongError", "Your key is too long", 400);
  const metadata = Object.entries(headers).filter(([name]) => name.startsWith("x-amz-meta-"));
  const bytes = metadata.reduce((sum, [name, value]) => sum + name.length - 11 + Buffer.byteLength(String(value)), 0);
  if (bytes > most.metadata)
    return xmlFault("MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size", 400);
  return undefined;
}

function deletedBy({ operation, body }: AwsCall, key: string): string[] {
  if (operation === "DeleteObject") return [key];
  if (operation !== "DeleteObjects") return [];
  return [...body.toString("utf8").matchAll(/<Key>(.*?)<\/Key>/gs)].map(([, name = ""]) => unescaped(name));
}

function unescaped(text: string): string {
  const signs: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };
  return text.replace(/&(\w+);/g, (whole, name) => signs[name] ?? whole);
}
