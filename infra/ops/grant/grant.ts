import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { credential } from "#data/credential.ts";
import { user } from "#data/user.ts";
import { normalizeEmail } from "#domain/text.ts";
import { stamp } from "#domain/trail.ts";
import type { Role } from "#domain/user.ts";

/**
 * Gives an account a role, and answers which one it had. The audit log tells it as done by `operator`. Tokens that were
 * given out before say the former role until they are refreshed; no operation lets it be used. Throws if there is no
 * such account, or if it was changed at the same moment.
 */
export async function grant(
  { client, table }: { readonly client: DynamoDBDocumentClient; readonly table: string },
  { email, role }: { readonly email: string; readonly role: Role },
  now: Date,
): Promise<Role> {
  const where = { client, table } as const;
  const { data: login } = await credential.get({ email: normalizeEmail(email) }).go({ ...where, consistent: true });
  const { data: person } = login ? await user.get({ userId: login.userId }).go({ ...where, consistent: true }) : {};
  if (!person) throw new Error(`Nobody has an account with ${email}. Let them register first: POST /v1/auth/register`);
  if (person.role === role) return role;
  await user
    .patch({ userId: person.userId })
    .set({ role, ...stamp({ now, by: "operator" }) })
    .add({ version: 1 })
    .where(({ version }, op) => op.eq(version, person.version))
    .go(where);
  return person.role;
}
