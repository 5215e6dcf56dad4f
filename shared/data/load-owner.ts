import { loadCredential } from "#data/load-credential.ts";
import { loadHolder } from "#data/load-user.ts";

/** A person, away or not, and how they log in; nothing if there is no such person. */
export async function loadOwner(userId: string) {
  const person = await loadHolder(userId);
  const login = person && (await loadCredential(person.email));
  return person && login?.userId === userId ? { person, login } : undefined;
}
export type Owner = NonNullable<Awaited<ReturnType<typeof loadOwner>>>;
