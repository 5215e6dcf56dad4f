import { loadUser } from "#data/load-user.ts";
import { Fault } from "#domain/fault.ts";

/**
 * Throws `email_not_verified` unless the caller's address is verified. A token that says so is believed, since that
 * never becomes untrue; one that does not may be older than the verification, so the person is read.
 */
export async function requireVerified(caller: { readonly userId: string; readonly emailVerified: boolean }) {
  if (caller.emailVerified || (await loadUser(caller.userId))?.emailVerifiedAt) return;
  throw new Fault("email_not_verified", "Send the token we mailed you to POST /v1/auth/verify-email.");
}
