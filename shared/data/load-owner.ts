import { loadCredential } from "#data/load-credential.ts";
import { loadUser } from "#data/load-user.ts";

/** A person and how they log in; nothing if there is no such person. */
export async function loadOwner(userId: string) {
  const person = await loadUser(userId);
  const login = person && (await loadCredential(person.email));
  return person && login?.userId === userId ? { person, login } : undefined;
}
