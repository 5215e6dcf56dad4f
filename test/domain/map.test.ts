import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellOf, cellsWithin, distanceBetween, type Point } from "#domain/map.ts";

const somewhere = fc.record({
  latitude: fc.oneof(fc.double({ min: -90, max: 90, noNaN: true }), fc.constantFrom(-90, 90, 0, 89.9999, -89.5, 60)),
  longitude: fc.oneof(
    fc.double({ min: -180, max: 180, noNaN: true }),
    fc.constantFrom(-180, 180, 179.9999, -179.9999, 0),
  ),
});
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** The point so many metres from another, in a direction. */
function from({ latitude, longitude }: Point, metres: number, bearing: number): Point {
  const [angle, at] = [metres / 6_371_008.8, radians(latitude)];
  const sine = Math.sin(at) * Math.cos(angle) + Math.cos(at) * Math.sin(angle) * Math.cos(bearing);
  const there = Math.asin(Math.max(-1, Math.min(1, sine)));
  const east = Math.atan2(
    Math.sin(bearing) * Math.sin(angle) * Math.cos(at),
    Math.cos(angle) - Math.sin(at) * Math.sin(there),
  );
  const turned = longitude + (east * 180) / Math.PI;
  return { latitude: (there * 180) / Math.PI, longitude: ((((turned + 180) % 360) + 360) % 360) - 180 };
}

describe("the map", () => {
  it.each([
    ["Cairo to Alexandria", [30.0444, 31.2357], [31.2001, 29.9187], 180_000],
    ["over the date line", [-17.7134, 178.065], [-13.8333, -171.7667], 1_163_000],
    ["over the north pole", [89, 0], [89, 180], 222_390],
    ["nowhere", [10, 20], [10, 20], 0],
  ] as const)("knows how far it is: %s", (_, [a, b], [c, d], metres) => {
    const distance = distanceBetween({ latitude: a, longitude: b }, { latitude: c, longitude: d });
    expect(Math.abs(distance - metres)).toBeLessThanOrEqual(metres * 0.01);
  });

  it("finds every point within reach in one of the cells, wherever it lies", () => {
    const reach = fc.integer({ min: 1, max: 200 });
    const bearing = fc.double({ min: 0, max: 2 * Math.PI, noNaN: true });
    fc.assert(
      fc.property(somewhere, reach, bearing, fc.double({ min: 0, max: 1, noNaN: true }), (centre, km, way, part) => {
        const point = from(centre, km * 1000 * part, way);
        fc.pre(distanceBetween(centre, point) <= km * 1000);
        expect(cellsWithin(centre, km * 1000)).toContain(cellOf(point));
      }),
      { numRuns: 3000 },
    );
  });

  it("finds no point in two cells, and asks for none twice", () => {
    fc.assert(
      fc.property(somewhere, fc.integer({ min: 1, max: 200 }), (centre, km) => {
        const cells = cellsWithin(centre, km * 1000);
        expect(new Set(cells).size).toBe(cells.length);
        expect(cells).toContain(cellOf(centre));
      }),
      { numRuns: 1000 },
    );
  });

  it("asks for at most 4 cells around 50 km, and 25 around 200 km, but at the poles", () => {
    const inhabited = fc.record({
      latitude: fc.double({ min: -85, max: 85, noNaN: true }),
      longitude: fc.double({ min: -180, max: 180, noNaN: true }),
    });
    fc.assert(
      fc.property(inhabited, (centre) => {
        expect(cellsWithin(centre, 50_000).length).toBeLessThanOrEqual(4);
        expect(cellsWithin(centre, 200_000).length).toBeLessThanOrEqual(25);
      }),
      { numRuns: 3000 },
    );
    expect(cellsWithin({ latitude: 90, longitude: 0 }, 50_000)).toEqual(["179.0"]);
    expect(cellsWithin({ latitude: -88.95, longitude: 0 }, 50_000).length).toBeLessThanOrEqual(7);
  });

  it("takes 180° east for 180° west", () => {
    expect(cellOf({ latitude: 10, longitude: 180 })).toBe(cellOf({ latitude: 10, longitude: -180 }));
  });
});
