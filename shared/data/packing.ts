type Item = Readonly<Record<string, unknown>>;

/** A UUID as 22 characters of base64url, or whatever else it is. */
export const packUuid = (id: unknown): unknown =>
  typeof id === "string" && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
    ? Buffer.from(id.replaceAll("-", ""), "hex").toString("base64url")
    : id;

export const unpackUuid = (packed: unknown): unknown =>
  typeof packed === "string" && /^[\w-]{22}$/.test(packed)
    ? Buffer.from(packed, "base64url")
        .toString("hex")
        .replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-")
    : packed;

/** Of a column such as `#eventId`, which holds UUIDs. */
const isUuid = (column: string) => column.startsWith("#");
const nameOf = (column: string) => column.replace(/^#/, "");

/** An object's columns as a row without their names; what it lacks may only be at the end. */
export function packRow(columns: readonly string[], item: Item): unknown[] {
  const row = columns.map((column) => (isUuid(column) ? packUuid(item[nameOf(column)]) : item[nameOf(column)]));
  return row.slice(0, row.findLastIndex((cell) => cell !== undefined) + 1);
}

export const unpackRow = (columns: readonly string[], row: readonly unknown[]): Record<string, unknown> =>
  Object.fromEntries(
    row.map((cell, at) => [nameOf(columns[at] ?? `${at}`), isUuid(columns[at] ?? "") ? unpackUuid(cell) : cell]),
  );
