import middy from "@middy/core";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type * as z from "zod";
import { Fault } from "#domain/fault.ts";
import type { Change } from "#domain/trail.ts";
import { includesRole } from "#domain/user.ts";
import { changes } from "#platform/change.ts";
import { openCursor, sealCursor } from "#platform/cursor.ts";
import type { FactDefinition } from "#platform/fact.ts";
import { asFault } from "#platform/failure.ts";
import { log } from "#platform/log.ts";
import { newIdAt } from "#platform/new-id.ts";
import { type Definition, faultsOf, type Operation } from "#platform/operation.ts";
import { bodyText, expectedVersion, idempotencyKey, readInput } from "#platform/request.ts";
import { type Rendered, refuse, respond } from "#platform/response.ts";
import { type Caller, verifyAccess } from "#platform/tokens.ts";

/** What a handler is given. Time and ids are inputs: nothing below the shell asks for either. */
export type Asked<D extends Definition> = {
  readonly input: z.output<D["input"]>;
  readonly caller: D["auth"] extends "user" ? Caller : D["auth"] extends "optional" ? Caller | undefined : undefined;
  readonly idempotencyKey: D["idempotent"] extends "by-key" ? string : string | undefined;
  /** The version in If-Match. */
  readonly expectedVersion: D["method"] extends "PATCH" | "PUT" | "DELETE" ? number : number | undefined;
  /** Where a list goes on: what `last` was on the page before. */
  readonly page: D["paged"] extends true ? { readonly limit: number; readonly after: string | undefined } : undefined;
  readonly now: Date;
  readonly newId: () => string;
  /** The change this request makes, with the fact it tells: for `created`, `changed` and `stamp`. */
  readonly change: (tells?: FactDefinition) => Change;
  readonly http: {
    readonly ip: string;
    readonly header: (name: string) => string | undefined;
    /** The body as it was signed. */
    readonly text: () => string;
  };
};

/** What it answers with; a list gives its items and the place of the last one. */
export type Answer<D extends Definition> = D["produces"] extends readonly string[]
  ? D["paged"] extends true
    ? Rendered & { readonly last: string | undefined }
    : Rendered
  : D["paged"] extends true
    ? D["output"] extends z.ZodObject<{ items: infer I extends z.ZodType }>
      ? { readonly items: z.input<I>; readonly last: string | undefined }
      : never
    : D["output"] extends z.ZodType
      ? z.input<D["output"]>
      : // biome-ignore lint/suspicious/noConfusingVoidType: a handler without output returns nothing
        void;

/** A Lambda for an operation: checks who calls and what is asked, runs `handler`, and tells the outcome as HTTP. */
export function serve<const D extends Definition>(
  op: Operation<D>,
  handler: (asked: Asked<D>) => Promise<Answer<D>> | Answer<D>,
) {
  const run = async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const now = new Date();
    const { requestId } = event.requestContext;
    const caller = await authenticate(op, event, now);
    const expected = expectedVersion(op, event);
    const key = idempotencyKey(op, event);
    const input = op.auth === "stripe" ? {} : readInput(op, event);
    const boundTo = JSON.stringify([op.id, caller?.userId, { ...input, limit: undefined, cursor: undefined }]);
    const cursor = typeof input.cursor === "string" ? input.cursor : undefined;
    const after = cursor === undefined ? undefined : await openCursor(cursor, boundTo);
    const newId = newIdAt(now);
    // The casts say what the definition says: each is present exactly if the definition asks for it.
    const asked = {
      input,
      caller,
      idempotencyKey: key,
      expectedVersion: expected,
      page: op.paged ? { limit: input.limit, after } : undefined,
      now,
      newId,
      change: changes(now, caller?.userId ?? op.id, newId),
      http: {
        ip: event.requestContext.http.sourceIp,
        header: (name: string) => event.headers[name.toLowerCase()],
        text: () => bodyText(event),
      },
    } as unknown as Asked<D>;
    const answer: unknown = await handler(asked);
    const shown = { requestId, isPersonal: caller !== undefined };
    if (!op.paged) return respond(op, answer, shown);
    const { items, last } = answer as { items: unknown[]; last: string | undefined };
    const nextCursor = last === undefined ? null : await sealCursor(last, boundTo);
    if (op.produces) return respond(op, withNext(answer as Rendered, event, nextCursor), shown);
    return respond(op, { items, nextCursor }, shown);
  };

  return middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>({
    timeoutEarlyInMillis: 500,
    timeoutEarlyResponse: () => {
      throw new Fault("unavailable", "This took too long. It may or may not have been done: ask before trying again.");
    },
  })
    .use(outcome(op))
    .handler(run);
}

/** Turns whatever is thrown into a problem, and logs one line per request. */
function outcome(op: Operation): middy.MiddlewareObj<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2> {
  const started = new WeakMap<object, number>();
  const line = (event: APIGatewayProxyEventV2, status: number | undefined, more: object = {}) => {
    const milliseconds = Math.round(performance.now() - (started.get(event) ?? performance.now()));
    log(status && status >= 500 ? "error" : "info", op.id, {
      requestId: event.requestContext.requestId,
      status,
      milliseconds,
      ...more,
    });
  };
  return {
    before: ({ event }) => {
      started.set(event, performance.now());
    },
    after: ({ event, response }) => line(event, response?.statusCode),
    onError: (request) => {
      const fault = asFault(request.error, faultsOf(op));
      const cause = fault.code === "internal_error" ? { impact: op.impact, error: request.error } : {};
      request.response = refuse(fault, request.event.requestContext.requestId);
      line(request.event, request.response.statusCode, { code: fault.code, ...cause });
    },
  };
}

/** What is no JSON has no place for a cursor but a header: RFC 8288's link to the next page. */
function withNext(
  page: Rendered,
  { rawPath, rawQueryString }: APIGatewayProxyEventV2,
  cursor: string | null,
): Rendered {
  if (cursor === null) return page;
  const query = new URLSearchParams(rawQueryString);
  query.set("cursor", cursor);
  return { ...page, headers: { ...page.headers, link: `<${rawPath}?${query}>; rel="next"` } };
}

async function authenticate(op: Operation, event: APIGatewayProxyEventV2, now: Date): Promise<Caller | undefined> {
  if (op.auth === "public" || op.auth === "stripe") return undefined;
  const header = event.headers.authorization;
  if (!header) {
    if (op.auth === "optional") return undefined;
    throw new Fault("unauthenticated", "Send Authorization: Bearer <accessToken>, as POST /v1/auth/login answers it.");
  }
  const token = /^Bearer ([\w.-]{1,4096})$/i.exec(header)?.[1];
  const caller = token && (await verifyAccess(token, now));
  if (!caller) throw new Fault("unauthenticated", "The access token is not valid now; refresh it or log in again.");
  if (op.role && !includesRole(caller.role, op.role)) throw new Fault("not_permitted");
  return caller;
}
