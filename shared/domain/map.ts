/** A point on the earth, in degrees. */
export type Point = { readonly latitude: number; readonly longitude: number };

/** The earth's mean radius (IUGG), in metres: the sphere on which distances are measured. */
const earthRadius = 6_371_008.8;
const radians = (degrees: number) => (degrees * Math.PI) / 180;
const degrees = (angle: number) => (angle * 180) / Math.PI;

/** Metres from one point to another over the ground, by the haversine formula; no ellipsoid, so 0.5 % off at most. */
export function distanceBetween(a: Point, b: Point): number {
  const [from, to] = [radians(a.latitude), radians(b.latitude)];
  const half = Math.sin((to - from) / 2) ** 2;
  const across = Math.sin(radians(b.longitude - a.longitude) / 2) ** 2;
  return 2 * earthRadius * Math.asin(Math.min(1, Math.sqrt(half + Math.cos(from) * Math.cos(to) * across)));
}

/**
 * The map's cells: rows of one degree of latitude (111 km), each cut into as many equal columns as are at least as wide
 * as that at the row's end nearer to its pole. So a circle of 50 km touches at most two rows and, off the poles, two
 * columns of each, wherever it lies; squares of longitude and latitude, as a geohash has, get ever narrower instead.
 */
const rows = 180;
const rowOf = (latitude: number) => Math.min(rows - 1, Math.floor(latitude + 90));

function columnsIn(row: number): number {
  const poleward = Math.max(Math.abs(row - 90), Math.abs(row - 89));
  return Math.max(1, Math.floor(360 * Math.cos(radians(poleward))));
}

/** 180° east is 180° west. */
const columnOf = (longitude: number, columns: number) => Math.floor(((longitude + 180) / 360) * columns) % columns;

/** The cell a point lies in. */
export function cellOf({ latitude, longitude }: Point): string {
  const row = rowOf(latitude);
  return `${row}.${columnOf(longitude, columnsIn(row))}`;
}

/** All cells that hold a point at most so many metres away. */
export function cellsWithin(centre: Point, metres: number): string[] {
  // Rounding must not lose a point on the edge: a millimetre more than asked for.
  const reach = (metres + 0.001) / earthRadius;
  const south = Math.max(-90, centre.latitude - degrees(reach));
  const north = Math.min(90, centre.latitude + degrees(reach));
  const cells: string[] = [];
  for (let row = rowOf(south); row <= rowOf(north); row++) {
    const band = [Math.max(south, row - 90), Math.min(north, row - 89)] as const;
    const columns = columnsIn(row);
    const half = degrees(widestIn(band, centre, reach));
    if (half * 2 >= 360 - 360 / columns) {
      for (let column = 0; column < columns; column++) cells.push(`${row}.${column}`);
      continue;
    }
    const first = Math.floor(((centre.longitude - half + 180) / 360) * columns);
    const last = Math.floor(((centre.longitude + half + 180) / 360) * columns);
    for (let column = first; column <= last; column++) cells.push(`${row}.${(column + columns) % columns}`);
  }
  return cells;
}

/** How far a circle reaches to either side, in longitude, anywhere between two latitudes. */
function widestIn([from, to]: readonly [number, number], centre: Point, reach: number): number {
  const middle = radians(centre.latitude);
  // Where the circle's edge runs north and south; around a pole there is no such place.
  const turn = degrees(Math.asin(Math.max(-1, Math.min(1, Math.sin(middle) / Math.cos(reach)))));
  const latitudes = [from, to, ...(turn > from && turn < to ? [turn] : [])];
  return Math.max(...latitudes.map((latitude) => halfWidthAt(radians(latitude), middle, reach)));
}

/** The same on one latitude, in radians: none outside the circle, half the world where all of it is inside. */
function halfWidthAt(latitude: number, middle: number, reach: number): number {
  const cosine = (Math.cos(reach) - Math.sin(middle) * Math.sin(latitude)) / (Math.cos(middle) * Math.cos(latitude));
  return Number.isNaN(cosine) ? Math.PI : Math.acos(Math.max(-1, Math.min(1, cosine)));
}
