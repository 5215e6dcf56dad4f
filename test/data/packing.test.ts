import fc from "fast-check";
import { expect, it } from "vitest";
import { packUuid, unpackUuid } from "#data/packing.ts";

const lookingPacked = fc.stringMatching(/^=*[\w-]{22}$/);

it("packs UUIDs into 22 characters, and brings back whatever was packed", () => {
  fc.assert(
    fc.property(fc.oneof(fc.uuid(), lookingPacked, fc.string(), fc.constant(undefined)), (value) => {
      expect(unpackUuid(packUuid(value))).toBe(value);
    }),
  );
  expect(packUuid("7c9e6679-7425-40de-944b-e07fc1f90ae7")).toBe("fJ5meXQlQN6US-B_wfkK5w");
});
