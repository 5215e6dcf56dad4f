import { countTry, forgetTries } from "#data/back-off.ts";
import { countFrom, refuseBeyond } from "#data/count.ts";
import { loadOwner, type Owner } from "#data/load-owner.ts";
import { Fault } from "#domain/fault.ts";
import { perNetwork } from "#domain/limit.ts";
import type { Shell } from "#flows/shell.ts";
import { verifyPassword } from "#platform/password-hash.ts";

/**
 * The caller and how they log in, after they gave their password once more: a token may be in other hands. Wrong ones
 * count as they do at the login. Throws `wrong_password`, `too_many_requests`, or `unauthenticated` for an account that
 * was closed since the token was made.
 */
export async function provePassword(
  caller: { readonly userId: string },
  password: string,
  { ip, now, change }: Shell & { readonly ip: string },
): Promise<Owner> {
  const owner = await loadOwner(caller.userId);
  if (!owner?.person.isActive) throw new Fault("unauthenticated", "This account was closed.");
  await refuseBeyond(ip, perNetwork.wrongPasswords, now);
  await countTry(owner.login.email, change());
  if (!(await verifyPassword(password, owner.login.passwordHash))) {
    await countFrom(ip, perNetwork.wrongPasswords, change());
    throw new Fault("wrong_password");
  }
  await forgetTries(owner.login.email, change());
  return owner;
}
