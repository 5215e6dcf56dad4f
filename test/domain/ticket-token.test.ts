import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ed25519FromSeed, readTicketPass, signTicketPass, type TicketPass } from "#domain/ticket-token.ts";

const keysOf = (seed: number) => ed25519FromSeed(new Uint8Array(32).fill(seed));
const ours = keysOf(1);

const anyPass: fc.Arbitrary<TicketPass> = fc.record({
  ticketId: fc.uuid({ version: 5 }),
  eventId: fc.uuid({ version: 7 }),
  shard: fc.integer({ min: 0, max: 255 }),
  purchasedAt: fc
    .date({ min: new Date("1970-01-01T00:00:00Z"), max: new Date("9999-12-31T23:59:59.999Z"), noInvalidDate: true })
    .map((date) => date.toISOString()),
});

/** What a door believes of a text. */
const believed = (text: string, keys = ours) => {
  const read = readTicketPass(text);
  return read?.isSigned(keys.publicKey) ? read.pass : undefined;
};

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";

describe("a ticket pass", () => {
  it("says what was signed, in 144 characters", () => {
    const text = (pass: TicketPass) => signTicketPass(pass, ours.privateKey);
    fc.assert(
      fc.property(anyPass, (pass) => {
        expect(believed(text(pass))).toEqual(pass);
        expect(text(pass)).toHaveLength(144);
      }),
    );
  });

  it("has one text: any one character changed, left out or added is not believed", () => {
    const text = fc.record({ pass: anyPass, at: fc.nat(143), other: fc.constantFrom(...alphabet) });
    fc.assert(
      fc.property(text, ({ pass, at, other }) => {
        const signed = signTicketPass(pass, ours.privateKey);
        const changed = signed.slice(0, at) + other + signed.slice(at + 1);
        if (changed !== signed) expect(believed(changed)).toBeUndefined();
        expect(believed(signed.slice(0, at) + signed.slice(at + 1))).toBeUndefined();
        expect(believed(signed.slice(0, at) + other + signed.slice(at))).toBeUndefined();
      }),
    );
  });

  it("is not believed with every other character in any one place", () => {
    const pass = fc.sample(anyPass, 1)[0] as TicketPass;
    const signed = signTicketPass(pass, ours.privateKey);
    const last = signed.slice(0, -1);
    const believedEnds = [...alphabet].filter((end) => believed(last + end) !== undefined);
    expect(believedEnds).toEqual([signed.at(-1)]);
  });

  it("of one event is not believed by the doors of another", () => {
    fc.assert(
      fc.property(anyPass, (pass) => {
        expect(believed(signTicketPass(pass, keysOf(2).privateKey))).toBeUndefined();
      }),
    );
  });

  it("does not take a signature from another pass", () => {
    fc.assert(
      fc.property(anyPass, anyPass, (one, other) => {
        fc.pre(JSON.stringify(one) !== JSON.stringify(other));
        const [prefix, payload] = signTicketPass(one, ours.privateKey).split(".");
        const [, , signature] = signTicketPass(other, ours.privateKey).split(".");
        expect(believed(`${prefix}.${payload}.${signature}`)).toBeUndefined();
      }),
    );
  });

  it("is nothing that anybody else's code says", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.string({ unit: "binary" })), (text) => {
        expect(believed(text)).toBeUndefined();
        expect(believed(`BLT1.${text}`)).toBeUndefined();
      }),
    );
  });
});
