import type { Group } from "#test/bench/group.ts";
import type { Line, Row } from "#test/bench/row.ts";

/** The rows of one group as text: what it is about, one line per row, and below each what it is made of. */
export function table({ name, about }: Pick<Group, "name" | "about">, rows: readonly Row[]): string {
  const cells = rows.map((row) => ({ row, cells: cellsOf(row) }));
  const heads = ["", "figure", "reference", "ratio", "aim", ""];
  const widths = heads.map((head, at) => Math.max(head.length, ...cells.map(({ cells }) => cells[at]?.length ?? 0)));
  const padded = (line: readonly string[]) =>
    `  ${line.map((cell, at) => (at === 1 || at === 3 ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0))).join("  ")}`.trimEnd();
  const body = cells.flatMap(({ row, cells }) => [
    padded(cells),
    ...linesOf(row.lines),
    ...(row.note === undefined ? [] : [`      ${row.note}`]),
  ]);
  return ["", `${name}: ${about}`, "", padded(heads), ...body].join("\n");
}

function cellsOf({ name, figure, unit, reference, ratio, aim }: Row): string[] {
  return [
    name,
    `${shown(figure)} ${unit}`,
    reference ? `${shown(reference.figure)} ${reference.name}` : "",
    ratio === undefined ? "" : `${shown(ratio)}×`,
    aim?.text ?? "",
    aim === undefined ? "" : aim.met ? "met" : "NOT MET",
  ];
}

function linesOf(lines: readonly Line[]): string[] {
  const width = Math.max(0, ...lines.map(({ name }) => name.length));
  return lines.map(({ name, figures }) => {
    const parts = Object.entries(figures).map(
      ([unit, figure]) => `${shown(figure)} ${figure === 1 ? unit.replace(/s$/, "") : unit}`,
    );
    return `      ${name.padEnd(width)}  ${parts.join(", ")}`;
  });
}

/** Three digits that count, thousands apart. */
export function shown(figure: number): string {
  if (figure === 0 || !Number.isFinite(figure)) return String(figure);
  const size = Math.abs(figure);
  const digits = size >= 100 || Number.isInteger(figure) ? 0 : Math.min(6, 2 - Math.floor(Math.log10(size)));
  return figure.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
