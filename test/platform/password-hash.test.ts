import { scryptSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { decoyHash, hashPassword, verifyPassword } from "#platform/password-hash.ts";

describe("a password hash", () => {
  it("says how it was made: argon2id, 19 MiB, two passes, one lane, and a salt of its own", async () => {
    const [one, two] = await Promise.all([hashPassword("correct horse"), hashPassword("correct horse")]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(one).not.toBe(two);
  });

  it("knows its password and no other", async () => {
    const hash = await hashPassword("correct horse");
    expect(await verifyPassword("correct horse", hash)).toBe(true);
    expect(await verifyPassword("correct horsf", hash)).toBe(false);
    expect(await verifyPassword("", hash)).toBe(false);
  });

  it("matches what other implementations make", async () => {
    // The reference implementation's own example: echo -n "password" | argon2 somesalt -id -t 2 -m 16 -p 1 -l 32
    const known = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
    expect(await verifyPassword("password", known)).toBe(true);
  });

  it("still knows passwords hashed where there was no argon2", async () => {
    const salt = Buffer.from("0123456789abcdef");
    const key = scryptSync("correct horse", salt, 32, { N: 2 ** 14, r: 8, p: 1 })
      .toString("base64")
      .replace(/=+$/, "");
    const hash = `$scrypt$ln=14,r=8,p=1$${salt.toString("base64").replace(/=+$/, "")}$${key}`;
    expect(await verifyPassword("correct horse", hash)).toBe(true);
    expect(await verifyPassword("wrong horse", hash)).toBe(false);
  });

  it("is made at the same cost for nobody's password, which nothing matches", async () => {
    expect(decoyHash.split("$").slice(0, 4)).toEqual((await hashPassword("x")).split("$").slice(0, 4));
    expect(await verifyPassword("", decoyHash)).toBe(false);
  });

  it("that cannot be read is a failure, never a wrong password", async () => {
    await expect(verifyPassword("x", "plain")).rejects.toThrow("cannot be read");
  });
});
