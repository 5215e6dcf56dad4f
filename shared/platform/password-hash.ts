import crypto from "node:crypto";
import { promisify } from "node:util";

/** OWASP's first choice: argon2id with 19 MiB, two passes, one lane. */
const cost = { memory: 19 * 1024, passes: 2, parallelism: 1 };
/** What takes its place on a Node without argon2 (before 24.7): scrypt, 2^17 blocks of 8. */
const older = { ln: 17, r: 8, p: 1 };
const bytes = 32;

const argon2 = "argon2" in crypto ? promisify(crypto.argon2) : undefined;
const scrypt = promisify<string, Buffer, number, crypto.ScryptOptions, Buffer>(crypto.scrypt);
const base64 = (buffer: Buffer) => buffer.toString("base64").replace(/=+$/, "");

const algorithm = argon2
  ? `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}`
  : `$scrypt$ln=${older.ln},r=${older.r},p=${older.p}`;

/** A password as it is stored: a PHC string, which says how it was made, with a salt of its own. */
export async function hashPassword(password: string): Promise<string> {
  const salt = crypto.randomBytes(16);
  return `${algorithm}$${base64(salt)}$${base64(await derive(algorithm, password, salt))}`;
}

/** Whether the password is the one behind the hash. It takes as long for a wrong one as for the right one. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const parts = /^(\$.+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]{43})$/.exec(hash);
  if (!parts?.[1] || !parts[2] || !parts[3]) throw new Error("A stored password hash cannot be read");
  const derived = await derive(parts[1], password, Buffer.from(parts[2], "base64"));
  return crypto.timingSafeEqual(derived, Buffer.from(parts[3], "base64"));
}

/** The hash of no password: what is verified for an address without an account, so that it costs the same. */
export const decoyHash = `${algorithm}$${base64(crypto.randomBytes(16))}$${base64(crypto.randomBytes(bytes))}`;

function derive(how: string, password: string, salt: Buffer): Promise<Buffer> {
  const figure = (name: string) => Number(new RegExp(`[$,]${name}=(\\d+)`).exec(how)?.[1]);
  if (how.startsWith("$argon2id$") && argon2) {
    return argon2("argon2id", {
      message: password,
      nonce: salt,
      memory: figure("m"),
      passes: figure("t"),
      parallelism: figure("p"),
      tagLength: bytes,
    });
  }
  if (how.startsWith("$scrypt$")) {
    const [N, r, p] = [2 ** figure("ln"), figure("r"), figure("p")];
    return scrypt(password, salt, bytes, { N, r, p, maxmem: 256 * N * r });
  }
  throw new Error("A stored password hash was made in a way this Node does not know");
}
