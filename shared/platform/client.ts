import type * as z from "zod";
import { type Definition, type Operation, pathNames } from "#platform/operation.ts";
import type { Problem } from "#platform/problem.ts";

/** What an operation takes, as its schema reads it. */
export type InputOf<D extends Definition> = z.input<D["input"]>;

/** What it answers: JSON by its schema, bytes of another media type, or nothing. */
export type BodyOf<D extends Definition> = D["output"] extends z.ZodType
  ? z.output<D["output"]>
  : D["produces"] extends readonly string[]
    ? Uint8Array
    : undefined;

export type CallOptions = {
  /** The access token, as login answers it. */
  readonly token?: string | undefined;
  readonly idempotencyKey?: string | undefined;
  /** The `etag` of what was read, or just its version. */
  readonly ifMatch?: string | number | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
};

/** A refusal, thrown when the body of a refused call is read. */
export class Refused extends Error {
  readonly problem: Problem;

  constructor(operation: string, problem: Problem) {
    const fields = (problem.errors ?? []).map(({ path, code }) => ` ${path}: ${code}`).join(",");
    super(`${operation} was refused: ${problem.status} ${problem.code} — ${problem.detail}${fields}`);
    this.name = "Refused";
    this.problem = problem;
  }
}

/** What came back. Look at `problem` first, or read `body` and let a refusal throw. */
export class Answer<Body = unknown> {
  readonly operation: string;
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
  /** Why it was refused; nothing if it was done. */
  readonly problem: Problem | undefined;

  constructor(operation: string, { status, headers }: Response, bytes: Uint8Array) {
    this.operation = operation;
    this.status = status;
    this.headers = headers;
    this.bytes = bytes;
    this.problem = status >= 400 ? problemIn(this) : undefined;
  }

  get type(): string {
    return (this.headers.get("content-type") ?? "").replace(/\s*;.*$/, "");
  }

  /** The body as its content type says. Throws `Refused` if the call was. */
  get body(): Body {
    if (this.problem) throw new Refused(this.operation, this.problem);
    if (this.bytes.length === 0) return undefined as Body;
    return (this.type === "application/json" ? JSON.parse(this.text) : this.bytes) as Body;
  }

  get text(): string {
    return new TextDecoder().decode(this.bytes);
  }
}

/** The problem in a refusal; a gateway's own short answer is told in the same shape. */
function problemIn({ status, type, text, headers }: Answer): Problem {
  if (type === "application/problem+json") return JSON.parse(text) as Problem;
  const requestId = headers.get("apigw-requestid") ?? "";
  return {
    type: "about:blank",
    title: "Not answered by Bilten",
    status,
    code: "no_problem_details",
    detail: text,
    requestId,
  };
}

export type Client = {
  call<D extends Definition>(op: Operation<D>, input: InputOf<D>, options?: CallOptions): Promise<Answer<BodyOf<D>>>;
};

/** A client of the API at `origin` (without `/v1`): each call takes an operation's definition and what it asks for. */
export function connect(
  origin: string,
  { fetch = globalThis.fetch }: { fetch?: typeof globalThis.fetch } = {},
): Client {
  return {
    async call(op, input, options = {}) {
      const { url, init } = requestFor(op, input, options);
      const response = await fetch(new URL(url, origin), init);
      return new Answer(op.id, response, new Uint8Array(await response.arrayBuffer()));
    },
  };
}

/** The request an operation is called with: path, query and body are filled from the one input. */
export function requestFor(op: Operation, input: Readonly<Record<string, unknown>>, options: CallOptions) {
  const inPath = pathNames(op.path);
  const path = op.path.replace(/\{(\w+)\}/g, (_, name: string) => segment(input[name]));
  const rest = Object.entries(input).filter(([name, value]) => !inPath.includes(name) && value !== undefined);
  const asQuery = op.method === "GET" || op.method === "DELETE";
  const query = new URLSearchParams(
    asQuery ? rest.map(([name, value]): [string, string] => [name, String(value)]) : [],
  );
  const body = asQuery || rest.length === 0 ? undefined : JSON.stringify(Object.fromEntries(rest));
  const { token, idempotencyKey, ifMatch } = options;
  const headers = {
    ...(body !== undefined && { "content-type": "application/json" }),
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(idempotencyKey !== undefined && { "idempotency-key": idempotencyKey }),
    ...(ifMatch !== undefined && { "if-match": typeof ifMatch === "number" ? `"${ifMatch}"` : ifMatch }),
    ...options.headers,
  };
  return {
    url: query.size === 0 ? path : `${path}?${query}`,
    init: { method: op.method, headers, ...(body !== undefined && { body }) },
  };
}

/** One segment of a path. A dot segment would be resolved away and another operation called. */
function segment(value: unknown): string {
  const text = String(value);
  if (text === "" || text === "." || text === "..") throw new TypeError(`"${text}" cannot be part of a path`);
  return encodeURIComponent(text);
}
