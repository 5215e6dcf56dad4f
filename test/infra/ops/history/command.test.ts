import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import type { AuditLine } from "#domain/audit-line.ts";
import { treatedEntities, treatmentOf } from "#domain/personal.ts";
import { erased, seal } from "#domain/sealed.ts";
import { addresses, addressOf } from "#infra/ops/history/address.ts";
import { readFlags } from "#infra/ops/history/flags.ts";
import { paragraph } from "#infra/ops/history/tell.ts";
import { opener } from "#infra/ops/history/unsealed.ts";
import { inRoot } from "#infra/root.ts";

const one = "0198c0de-0000-7000-8000-000000000001";
const two = "0198c0de-0000-7000-8000-000000000002";

describe("npm run history", () => {
  it.each([
    ["nothing", [], "Say one entity and one id"],
    ["no id", ["event"], "Say one entity and one id"],
    ["an entity there is not", ["show", one], "There is no entity show. There are:\n  audit-key <userId>"],
    ["an id that is none", ["event", "one"], "one is no eventId\n"],
    ["half of an id", ["ticket-type", one], "A ticket-type is found by <eventId>/<ticketTypeId>"],
    ["an entity whose keys are hidden", ["credential", "a@b.c"], "The log hides which credential changed"],
    ["a time that is none", ["event", one, "--at", "yesterday"], "--at takes a day such as 2027-03-01"],
    ["a day there is not", ["event", one, "--at", "2027-02-30"], "--at takes a day such as 2027-03-01"],
    ["a moment and a range", ["event", one, "--at", "2027-03-01", "--to", "2027-03-01"], "--at is one moment"],
    ["a range that ends first", ["event", one, "--from", "2027-03-02", "--to", "2027-03-01"], "--from is after --to"],
    ["a flag there is not", ["event", one, "--fast"], "--fast"],
  ])("refuses %s, and shows how it is used", (_, args, why) => {
    expect(() => readFlags(args, {})).toThrow(why);
    expect(() => readFlags(args, {})).toThrow("npm run history -- ENTITY ID");
  });

  it("takes a day as all of it, in UTC", () => {
    expect(readFlags(["event", one, "--from", "2027-03-01", "--to", "2027-03-02"], {})).toMatchObject({
      from: "2027-03-01T00:00:00.000Z",
      to: "2027-03-02T23:59:59.999Z",
    });
    expect(readFlags(["event", one, "--at", "2027-03-01"], {}).at).toBe("2027-03-01T23:59:59.999Z");
    expect(readFlags(["event", one, "--at", "2027-03-01T02:00:00+02:00"], {}).at).toBe("2027-03-01T00:00:00.000Z");
  });

  it("ends with 2 where there is nothing to ask", () => {
    const args = ["infra/ops/history.ts", "event", one, "--api", "http://127.0.0.1:1"];
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: inRoot(), encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('start one with "npm start"') });
  });
});

describe("an item", () => {
  it.each([
    ["event", one, `event#${one}`, "event"],
    ["ticket-type", `${one}/${two}`, `event#${one}`, `ticketType#${two}`],
    ["membership", `${one}/${two}`, `user#${one}`, `member#${two}`],
    ["stock", `${one}/3`, `stock#${one}#3`, "stock"],
    ["scan", `${one}/a-nonce-of-a-door`, `event#${one}#scans#f4`, "a-nonce-of-a-door"],
  ])("is found by its ids: %s %s", (entity, id, pk, sk) => {
    expect(addressOf(entity, id).key).toEqual({ pk, sk });
  });

  it("can be of any entity but those whose keys say who a person is", () => {
    const hidden = treatedEntities.filter((entity) => JSON.stringify(treatmentOf(entity)).includes("hidden"));
    expect(hidden).toEqual(["credential", "idempotency", "invitation", "throttle"]);
    expect(addresses()).toHaveLength(treatedEntities.length - hidden.length);
  });
});

describe("what is told of a person", () => {
  const key = Buffer.alloc(32, "k");
  const place = { pk: `user#${one}`, sk: "user" };
  const sealed = (value: string, field: string) => ({
    of: one,
    sealed: seal(value, key, Buffer.alloc(12, value), { ...place, field }),
  });
  const line: AuditLine = {
    ...{
      sequence: "1",
      stream: "bilten",
      at: "2027-03-01T12:00:00.000Z",
      change: "MODIFY" as const,
      who: one,
      entity: "user",
    },
    ...place,
    before: { firstName: sealed("Nour", "firstName"), email: sealed("a@b.c", "email"), version: 1 },
    after: { firstName: sealed("Noor", "firstName"), email: sealed("a@b.c", "email"), version: 2 },
  };
  const told = async (change: Partial<AuditLine>, found: Uint8Array | undefined) => {
    const whole = { ...line, ...change };
    return paragraph(whole, await opener(async () => found)(whole)).split("\n");
  };

  it("is opened with their key, and only what changed", async () => {
    const heading = `2027-03-01T12:00:00.000Z  changed by ${one}, version 2`;
    expect(await told({}, key)).toEqual([heading, '    firstName: "Nour" → "Noor"']);
  });

  it("is erased without it, though it shows that it changed", async () => {
    expect((await told({}, undefined))[1]).toBe("    firstName: (erased) → (erased)");
    expect((await told({ after: { firstName: erased, version: 2 } }, key))[1]).toBe('    firstName: "Nour" → (erased)');
  });

  it("does not open in another's place", async () => {
    expect((await told({ pk: `user#${two}` }, key))[1]).toContain("(does not open");
  });
});
