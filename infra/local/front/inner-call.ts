import type { Backend, Caller } from "./call.ts";
import { targetOf } from "./target.ts";

/** A call of a JSON-protocol service, or a PutObject, made by AWS itself. */
export type InnerCall = {
  readonly service: string;
  readonly operation: string;
  readonly body: Record<string, unknown>;
  /** The ARN of the function whose role is used, or the principal of the AWS service that calls. */
  readonly as: string;
  /** The ARN of what an AWS service calls for: a rule. */
  readonly sourceArn?: string | undefined;
};

export class AwsFault extends Error {
  override readonly name: string;
  readonly status: number;

  constructor(type: string, message: string, status: number) {
    super(message);
    this.name = type;
    this.status = status;
  }
}

/** Makes a call in this process, past the same gates as one that comes over HTTP; throws what AWS would refuse with. */
export async function innerCall(pass: Backend, { service, operation, body, as, sourceArn }: InnerCall) {
  const headers = { "content-type": "application/x-amz-json-1.0", "x-amz-target": targetOf(service, operation) };
  const json = Buffer.from(JSON.stringify(body));
  return parse(
    await pass({ service, operation, caller: callerOf(as, sourceArn), method: "POST", path: "/", headers, body: json }),
  );
}

/**
 * Puts an object by the same way, after a look at its bucket: to use one as a destination Lambda wants both rights
 * (Lambda Developer Guide, "Retain discarded records").
 */
export async function innerPut(pass: Backend, bucket: string, key: string, body: string, as: string): Promise<void> {
  const ask = async (operation: string, method: string, path: string, text = "") => {
    const call = { service: "s3", operation, caller: callerOf(as), method, path, headers: {}, body: Buffer.from(text) };
    const json = text === "" ? call : { ...call, headers: { "content-type": "application/json" } };
    const answer = await pass(json);
    if (answer.status >= 300) throw new AwsFault("S3Error", answer.body.toString("utf8"), answer.status);
  };
  await ask("HeadBucket", "HEAD", `/${bucket}`);
  await ask("PutObject", "PUT", `/${bucket}/${key.split("/").map(encodeURIComponent).join("/")}`, body);
}

function callerOf(as: string, sourceArn?: string): Caller {
  return as.startsWith("arn:") ? { kind: "function", arn: as } : { kind: "aws", principal: as, sourceArn };
}

function parse(answer: { readonly status: number; readonly body: Buffer }): Record<string, unknown> {
  const body: Record<string, unknown> = JSON.parse(answer.body.toString("utf8") || "{}");
  if (answer.status < 300) return body;
  const type = String(body.__type ?? "InternalFailure").replace(/^.*#/, "");
  throw new AwsFault(type, String(body.message ?? body.Message ?? ""), answer.status);
}
