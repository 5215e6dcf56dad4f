import common from "#domain/common-passwords.json" with { type: "json" };
import { badField } from "#domain/fault.ts";

/**
 * The 5,000 most common passwords of 8 characters and more, lower-cased (ASVS 5.0 asks for 3,000), by rank: taken from
 * `passwords-common` of @zxcvbn-ts/language-common 4.1 (MIT).
 */
const known = new Set<string>(common);

/** Throws unless the password is one that nobody would try early: not a common one, nor the address it guards. */
export function refuseCommon(password: string, email: string): void {
  const tried = password.toLowerCase();
  const address = email.toLowerCase();
  if (known.has(tried)) {
    throw badField("password", "common_password", "this is one of the passwords that are tried first; choose another");
  }
  if (tried === address || tried === address.split("@")[0]) {
    throw badField("password", "common_password", "the address itself is no password; choose another");
  }
}
