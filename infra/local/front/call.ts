import type { OutgoingHttpHeaders } from "node:http";

/** Who signed a call: a function of the template, a part of AWS itself, or anybody else (an operator, a browser). */
export type Caller =
  | { readonly kind: "function"; readonly arn: string }
  /** `sourceArn`: the resource it calls for, a rule for instance. */
  | { readonly kind: "aws"; readonly principal: string; readonly sourceArn?: string | undefined }
  | { readonly kind: "other"; readonly accessKeyId: string | undefined };

/** The invocation a call comes from, and the call's place among all that invocation has sent, from 0 on. */
export type CallTag = { readonly requestId: string; readonly order: number };

/** One AWS API call, read from HTTP but not yet carried out. */
export type AwsCall = {
  /** As SigV4 names it: `dynamodb` (streams included), `s3`, `sqs`, `sns`, `ses`, `events`, `secretsmanager`. */
  readonly service: string;
  /** As IAM and the SDK name it: `PutItem`, `GetRecords`, `SendMessage`, `PutObject`… */
  readonly operation: string;
  readonly caller: Caller;
  /** Absent where no function instance sent it: calls by AWS itself, operators, browsers. */
  readonly tag?: CallTag | undefined;
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Buffer;
};

export type AwsAnswer = { readonly status: number; readonly headers: OutgoingHttpHeaders; readonly body: Buffer };

/** Carries calls of one service out. */
export type Backend = (call: AwsCall) => Promise<AwsAnswer>;

/** Stands between every call and its backend: may refuse, delay, alter, count or spoil it. */
export type Gate = (call: AwsCall, next: Backend) => Promise<AwsAnswer>;

/** Thrown where an answer never arrives: the caller's connection is cut. */
export class ResponseLost extends Error {}

/** Puts gates before a backend, the first one outermost. */
export function behind(gates: readonly Gate[], backend: Backend): Backend {
  return gates.reduceRight<Backend>((next, gate) => (call) => gate(call, next), backend);
}

const parsed = new WeakMap<AwsCall, Record<string, unknown>>();

/** The body of a JSON-protocol call, parsed once however many gates ask. */
export function jsonBody(call: AwsCall): Record<string, unknown> {
  const known = parsed.get(call);
  if (known) return known;
  const body: Record<string, unknown> = call.body.length === 0 ? {} : JSON.parse(call.body.toString("utf8"));
  parsed.set(call, body);
  return body;
}

/** The same call with another body. */
export function withBody(call: AwsCall, body: object): AwsCall {
  return { ...call, body: Buffer.from(JSON.stringify(body)) };
}
