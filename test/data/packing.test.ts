import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packRow, packUuid, unpackRow, unpackUuid } from "#data/packing.ts";

const lookingPacked = fc.stringMatching(/^=*[\w-]{22}$/);

it("packs UUIDs into 22 characters, and brings back whatever was packed", () => {
  fc.assert(
    fc.property(fc.oneof(fc.uuid(), lookingPacked, fc.string(), fc.constant(undefined)), (value) => {
      expect(unpackUuid(packUuid(value))).toBe(value);
    }),
  );
  expect(packUuid("7c9e6679-7425-40de-944b-e07fc1f90ae7")).toBe("fJ5meXQlQN6US-B_wfkK5w");
});

describe("a row", () => {
  const columns = ["#eventId", "name", "gate"];
  const whole = { eventId: "7c9e6679-7425-40de-944b-e07fc1f90ae7", name: "a", gate: "North" };

  it.each([
    ["everything", whole],
    ["nothing at its end", { ...whole, gate: undefined }],
    ["nothing in the middle", { ...whole, name: undefined }],
    ["nothing at all", {}],
  ])("brings back an object with %s", (_, one) => {
    expect(unpackRow(columns, packRow(columns, one))).toEqual(JSON.parse(JSON.stringify(one)));
  });

  it("takes nothing that would be lost", () => {
    expect(() => packRow(columns, { ...whole, name: null })).toThrow("name is null");
    expect(() => packRow(columns, { ...whole, seat: "A1" })).toThrow("no column for seat");
    expect(packRow(columns, { ...whole, seat: undefined })).toHaveLength(3);
  });

  it("of other columns is none", () => {
    expect(() => unpackRow(columns, ["a", "b", "c", "d"])).toThrow("4 cells for 3 columns");
  });
});
