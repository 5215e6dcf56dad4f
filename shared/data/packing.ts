export type Item = Readonly<Record<string, unknown>>;

const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** A packed UUID, or a text that could be taken for one. */
const isPacked = /^[\w-]{22}$/;
const isLikePacked = /^=*[\w-]{22}$/;

/** A UUID as 22 characters of base64url; anything else as it is, but behind a `=` if it looked packed. */
export function packUuid(id: unknown): unknown {
  if (typeof id !== "string") return id;
  if (isUuid.test(id)) return Buffer.from(id.replaceAll("-", ""), "hex").toString("base64url");
  return isLikePacked.test(id) ? `=${id}` : id;
}

export function unpackUuid(packed: unknown): unknown {
  if (typeof packed !== "string" || !isLikePacked.test(packed)) return packed;
  if (!isPacked.test(packed)) return packed.slice(1);
  const hex = Buffer.from(packed, "base64url").toString("hex");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** Of a column such as `#eventId`, which holds UUIDs. */
const holdsUuids = (column: string) => column.startsWith("#");
const nameOf = (column: string) => column.replace(/^#/, "");

/**
 * An object's columns as a row without their names; what it lacks is null there, or nothing at the end. It may have nothing
 * else, and no null of its own: neither would be there again when it is read.
 */
export function packRow(columns: readonly string[], item: Item): unknown[] {
  const names = columns.map(nameOf);
  const lost = Object.keys(item).find((name) => item[name] !== undefined && !names.includes(name));
  if (lost !== undefined) throw new Error(`A row has no column for ${lost}: add it to the end of ${names}`);
  const cells = columns.map((column) => (holdsUuids(column) ? packUuid(item[nameOf(column)]) : item[nameOf(column)]));
  const empty = cells.indexOf(null);
  if (empty >= 0) throw new Error(`A row cannot keep that ${names[empty]} is null`);
  return cells.slice(0, cells.findLastIndex((cell) => cell !== undefined) + 1).map((cell) => cell ?? null);
}

/** The object a row was packed from. A row of other columns is none: it throws. */
export function unpackRow(columns: readonly string[], row: readonly unknown[]): Record<string, unknown> {
  if (row.length > columns.length) throw new Error(`A row has ${row.length} cells for ${columns.length} columns`);
  return Object.fromEntries(
    row.flatMap((cell, at) => {
      const column = columns[at] ?? "";
      return cell === null ? [] : [[nameOf(column), holdsUuids(column) ? unpackUuid(cell) : cell]];
    }),
  );
}
