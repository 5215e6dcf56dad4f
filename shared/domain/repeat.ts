import * as z from "zod";
import { Fault } from "#domain/fault.ts";
import { fingerprint } from "#domain/fingerprint.ts";
import { derivedId, id } from "#domain/ids.ts";

/** What was asked for under an Idempotency-Key; `operation` and `userId` are its scope. */
export const ClaimedKey = z.object({ userId: id, operation: z.string(), key: z.string(), bodyHash: z.string() });
export type ClaimedKey = z.infer<typeof ClaimedKey>;

/** A request to create something, under a name its sender gave it: what it creates has one id however often it comes. */
export type NamedRequest = {
  readonly id: string;
  readonly requestHash: string;
  readonly key: Omit<ClaimedKey, "bodyHash">;
};

/** What a request with an Idempotency-Key creates; nothing without one. `operation` and `userId` are the key's scope. */
export function namedRequest<K extends string | undefined>(
  operation: string,
  userId: string,
  idempotencyKey: K,
  input: object,
): NamedRequest | (K extends string ? never : undefined);
export function namedRequest(
  operation: string,
  userId: string,
  idempotencyKey: string | undefined,
  input: object,
): NamedRequest | undefined {
  if (idempotencyKey === undefined) return undefined;
  const id = derivedId("request", operation, userId, idempotencyKey);
  const requestHash = fingerprint(JSON.stringify(input)).slice(0, 22);
  return { id, requestHash, key: { userId, operation, key: idempotencyKey } };
}

/**
 * What an earlier request under the same name created, if there was one. Throws `key_reused` if that one asked for
 * something else.
 */
export function createdBefore<T extends { readonly requestHash?: string | undefined }>(
  found: T | undefined,
  request: Pick<NamedRequest, "requestHash"> | undefined,
): T | undefined {
  if (!found || !request || found.requestHash === request.requestHash) return found;
  throw keyReused();
}

export const keyReused = () =>
  new Fault("key_reused", "This Idempotency-Key already created something else: use a new one for each.");

/** For whoever loses against the same request at the same moment: the winner is still writing. */
export const inFlight = () => new Fault("key_in_flight", "Send it again in a moment.", { retryAfter: 1 });
