import { credential } from "#data/credential.ts";
import { normalizeEmail } from "#domain/text.ts";

/** Who may log in with this address now; nothing if it has no account. */
export async function loadCredential(email: string) {
  const { data } = await credential.get({ email: normalizeEmail(email) }).go({ consistent: true });
  return data ?? undefined;
}
