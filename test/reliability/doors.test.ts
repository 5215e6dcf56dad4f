import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { admitTicket } from "#data/admit-ticket.ts";
import { paidOf } from "#data/load-paid.ts";
import { ticketNumber } from "#domain/ticket.ts";
import { ed25519FromSeed, readTicketPass, signTicketPass, type TicketPass } from "#domain/ticket-token.ts";
import { changeAt } from "#test/infra/ops/changes.ts";
import { openDisputes, scan } from "#test/support/disputed-sales.ts";
import { withoutGuards } from "#test/support/unguarded.ts";

let till: Awaited<ReturnType<typeof openDisputes>>;
beforeAll(async () => {
  till = await openDisputes();
}, 60_000);
afterAll(() => till.stop());

describe("of two scanners one lets a ticket in", { timeout: 60_000 }, () => {
  async function scanned(at: (work: () => Promise<unknown[]>) => Promise<unknown[]>) {
    const [ticket] = (await paidOf((await till.sold(1)).paymentId)).tickets;
    if (!ticket) throw new Error("Nothing was sold");
    const doors = ["north", "south"];
    const answers = await at(() =>
      Promise.all(doors.map((gate) => admitTicket(ticket, { ...scan, nonce: gate, gate }, changeAt(61)))),
    );
    return answers.filter((admitted) => admitted !== undefined).length;
  }

  it("as both write on the condition that nobody is in yet", async () => {
    expect(await scanned((work) => work())).toBe(1);
  });

  it("would both, if each only looked before it wrote (the guilty variant)", async () => {
    expect(await scanned(withoutGuards)).toBe(2);
  });
});

const keys = ed25519FromSeed(new Uint8Array(32).fill(7));
const pass: TicketPass = {
  ticketId: "5a9b1f0e-6d2c-5e1b-9a77-0c4f6c1d2e3f",
  eventId: "0198c0de-0000-7000-8000-000000000001",
  shard: 3,
  purchasedAt: "2027-02-01T12:00:00.000Z",
};
const code = signTicketPass(pass, keys.privateKey);
const isBelieved = (text: string) => readTicketPass(text)?.isSigned(keys.publicKey) === true;

describe("who has one ticket's code knows no other's", () => {
  /** The next ticket, and the one before: all that is known of them is where they lie beside ours. */
  const neighbours = [-1, 1].map((step) => {
    const last = Number.parseInt(pass.ticketId.slice(-4), 16) + step;
    return { ...pass, ticketId: pass.ticketId.slice(0, -4) + last.toString(16).padStart(4, "0") };
  });

  it("as a code is signed, and the number it is for is drawn from 2^50", () => {
    expect(isBelieved(code)).toBe(true);
    const [, payload = "", signature = ""] = code.split(".");
    for (const other of neighbours) {
      const [, wanted = ""] = signTicketPass(other, ed25519FromSeed(new Uint8Array(32)).privateKey).split(".");
      expect(wanted).not.toBe(payload);
      expect(isBelieved(["BLT1", wanted, signature].join("."))).toBe(false);
    }
    const drawn = (seed: number) =>
      ticketNumber(pass.purchasedAt, createHash("sha256").update(String(seed)).digest().subarray(0, 10));
    const numbers = Array.from({ length: 1_000 }, (_, seed) => drawn(seed));
    expect(new Set(numbers.map((number) => number.slice(0, -1))).size).toBeGreaterThan(990);
  });

  it("would be let in with a neighbour's, if codes were counted up (the guilty variant)", () => {
    const sold = new Set(Array.from({ length: 500 }, (_, number) => `TICKET-${1000 + number}`));
    const mine = "TICKET-1234";
    const guesses = [-1, 1].map((step) => mine.replace(/\d+$/, (digits) => String(Number(digits) + step)));
    expect(guesses.every((guess) => sold.has(guess))).toBe(true);
  });
});

describe("a door compares all of what was signed with all of its signature", () => {
  const shortened = (cut: number) => code.slice(0, code.length - cut);

  it("so that no part of a signature, and no other's, opens it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 86 }), (cut) => {
        expect(isBelieved(shortened(cut))).toBe(false);
        expect(isBelieved(shortened(cut) + "A".repeat(cut))).toBe(shortened(cut) + "A".repeat(cut) === code);
      }),
    );
    const [, , others = ""] = signTicketPass({ ...pass, shard: 4 }, keys.privateKey).split(".");
    expect(isBelieved([...code.split(".").slice(0, 2), others].join("."))).toBe(false);
  });

  it("would open to a code without one, if it compared as far as the shorter goes (the guilty variant)", () => {
    const expected = createHash("sha256").update(`${pass.ticketId} and a secret`).digest("hex");
    const opens = (given: string) => expected.startsWith(given);
    expect(opens(expected)).toBe(true);
    expect(opens("")).toBe(true);
  });
});
