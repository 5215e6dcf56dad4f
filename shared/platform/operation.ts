import * as z from "zod";
import type { FaultCode } from "#domain/fault.ts";
import type { Capability } from "#platform/capability.ts";

/**
 * Everything there is to know of an operation, as data: routes, Lambdas, IAM, OpenAPI, the client's types and the tests
 * are derived from it. The lambda file repeats none of it.
 */
export type Definition = {
  readonly method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  /** The route; `{names}` in it are fields of `input`. */
  readonly path: `/${string}`;
  readonly summary: string;
  /** `optional`: anyone may call, and a token, if sent, must be valid. `stripe`: the body is signed by Stripe. */
  readonly auth: "public" | "optional" | "user" | "stripe";
  /** Which of Bilten's own people may call: those of this role, and above. The handler reads that it is still so. */
  readonly role?: "admin" | "super_admin";
  /** Path, then query (GET, DELETE) or body (the others), as one object. */
  readonly input: z.ZodObject;
  /** What comes back; it is parsed on the way out, so that nothing leaks. `undefined`: no body. */
  readonly output: z.ZodType | undefined;
  readonly success: 200 | 201 | 202 | 204;
  readonly uses: readonly Capability[];
  readonly faults: readonly FaultCode[];
  /** What people cannot do while it fails; the text of its alarm. */
  readonly impact: string;
  /** An Idempotency-Key is required (`by-key`) or may be sent (`if-keyed`): a repeat with it does nothing twice. */
  readonly idempotent?: "by-key" | "if-keyed";
  /** A list: `limit` and `cursor` come in, `items` and `nextCursor` go out. */
  readonly paged?: true;
  /** Shared caches may keep the answer for so many seconds. Private and not stored unless given. */
  readonly cacheSeconds?: number;
  /** Media types of an answer that is not JSON. */
  readonly produces?: readonly string[];
  /** Seconds until Lambda gives up; 10 unless given. */
  readonly timeout?: number;
  /** Memory in MB, and with it CPU; 512 unless given. */
  readonly memory?: number;
};

export type Operation<D extends Definition = Definition, Id extends string = string> = D & { readonly id: Id };

/** `id` is the path on disk below functions/ without its ending, and the operationId. */
export const operation = <const Id extends string, const D extends Definition>(
  id: Id,
  definition: D,
): Operation<D, Id> => ({
  ...definition,
  id,
});

/** The fields every list takes. */
export const paging = {
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(2048).optional(),
};

/** What every list answers. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

/** Whether the caller must prove which version is meant to change. */
export const needsIfMatch = (op: Definition) => op.method === "PATCH" || op.method === "PUT" || op.method === "DELETE";

/** Names of the path's parameters, in order. */
export const pathNames = (path: string) => [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");

/** Everything an operation can refuse with: what it declares and what the shell adds for its shape. */
export function faultsOf(op: Definition): FaultCode[] {
  const codes: FaultCode[] = ["invalid_input", ...op.faults];
  if (op.auth === "user" || op.auth === "optional") codes.push("unauthenticated");
  // An id in the path that cannot be one is a thing that does not exist.
  if (pathNames(op.path).length > 0) codes.push("not_found");
  if (op.role) codes.push("not_permitted");
  if (op.paged) codes.push("invalid_cursor");
  if (needsIfMatch(op)) codes.push("if_match_required", "stale_version");
  if (op.method !== "GET" && op.method !== "DELETE") codes.push("body_too_large", "unsupported_media_type");
  if (op.idempotent) codes.push("key_reused");
  return [...new Set<FaultCode>([...codes, "internal_error", "unavailable"])];
}

/** What a function may do: what it declares, the keys its shape needs, and reading who is who if that decides. */
export function capabilitiesOf(op: Definition): Capability[] {
  const keys: Capability[] = op.auth === "user" || op.auth === "optional" || op.paged ? ["keys:read"] : [];
  const rights: Capability[] = op.role ? ["table:get"] : [];
  return [...new Set([...op.uses, ...keys, ...rights])];
}
