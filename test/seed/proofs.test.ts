import { describe, expect, it } from "vitest";
import { subscribers } from "#events/subscribers.ts";
import { operations } from "#functions/operations.ts";
import { placeOf } from "#test/seed/place.ts";
import { areas, proofOf } from "#test/seed/proofs.ts";
import { seed } from "#test/seed/read-seed.ts";

const proofs = Object.values(areas).flatMap((area) => Object.entries(area));
const known = new Set([...operations, ...subscribers].map(({ id }) => id));

describe("what is said to prove the seed", () => {
  it("is said of its lines, of each once", () => {
    const keys = proofs.map(([key]) => key);
    expect(keys.filter((key) => !seed.some((line) => line.key === key))).toEqual([]);
    expect(keys.filter((key, place) => keys.indexOf(key) < place)).toEqual([]);
  });

  it("leaves no line out", () => {
    expect(seed.filter(({ key }) => !proofOf(key)).map(({ key }) => key)).toEqual([]);
  });

  it("names code and tests that are there", () => {
    const places = proofs.flatMap(([key, { code, also = [] }]) =>
      [...code, ...also].filter((place) => !placeOf(place)).map((place) => `${key}: ${place}`),
    );
    expect(places).toEqual([]);
    expect(proofs.filter(([, { code }]) => code.length === 0).map(([key]) => key)).toEqual([]);
  });

  it("names operations and reactions of the two tables", () => {
    const strange = proofs.flatMap(([key, { operations }]) =>
      operations.filter(({ id }) => !known.has(id)).map(({ id }) => `${key}: ${id}`),
    );
    expect(strange).toEqual([]);
    expect(proofs.filter(([, proof]) => proof.operations.length === 0).map(([key]) => key)).toEqual([]);
  });
});
