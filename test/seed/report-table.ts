import { readFileSync } from "node:fs";
import { inRoot } from "#infra/root.ts";
import { placeOf } from "#test/seed/place.ts";
import { areas } from "#test/seed/proofs.ts";
import type { SeedLine } from "#test/seed/read-seed.ts";

/** What the report says of one line of the seed. */
export type Row = {
  readonly line: SeedLine;
  /** `missing`: nothing proves it. `failed`: what should does not hold, or was not run. */
  readonly state: "proven" | "missing" | "failed";
  readonly code: readonly string[];
  readonly operations: readonly string[];
  readonly tests: readonly string[];
  readonly differently?: string | undefined;
};

/** A line's row, by the state that its test ended in. */
export function rowOf(line: SeedLine, state: string | undefined): Row {
  const [area, proofs] = Object.entries(areas).find(([, proofs]) => line.key in proofs) ?? [];
  const proof = proofs?.[line.key];
  if (!area || !proof) return { line, state: "missing", code: [], operations: [], tests: [] };
  return {
    line,
    state: state === "passed" ? "proven" : "failed",
    code: proof.code.map((place) => placeOf(place) ?? `${place} is not there`),
    operations: proof.operations.map(({ id }) => id),
    tests: [testOf(area, line), ...(proof.also ?? [])],
    differently: proof.differently,
  };
}

/** Where a line's proof is written: where the file names the line, or its column, or begins with its table. */
function testOf(area: string, line: SeedLine): string {
  const path = `test/seed/proofs/${area}.ts`;
  const text = readFileSync(inRoot(path), "utf8").split("\n");
  const names = [line.key, ...(line.kind === "column" ? [`    ${line.column}: `] : []), ": Kept = {"];
  const at = names.map((name) => text.findIndex((row) => row.includes(name))).find((found) => found >= 0);
  return at === undefined ? path : `${path}:${at + 1}`;
}

const heads = ["", "line", "seed", "code", "tests", "operations and reactions"];

/** The rows as text, the kinds of lines one after the other, and how many are proven. */
export function table(rows: readonly Row[]): string {
  const kinds = Map.groupBy(rows, ({ line }) => line.kind);
  const parts = [...kinds].map(([kind, rows]) => [`\n${kind} (${rows.length})\n`, ...printed(rows)].join("\n"));
  const count = (state: Row["state"]) => rows.filter((row) => row.state === state).length;
  const total = `${rows.length} lines of the seed: ${count("proven")} proven, ${count("missing")} missing, ${count("failed")} failed`;
  return [...parts, "", total].join("\n");
}

function printed(rows: readonly Row[]): string[] {
  const cells = rows.map(({ line, state, code, operations, tests }) => [
    state,
    String(line.at),
    line.key.slice(line.kind.length + 1),
    code.join(" "),
    tests.join(" "),
    operations.join(" "),
  ]);
  const widths = heads.map((_, at) => Math.max(...[heads, ...cells].map((row) => row[at]?.length ?? 0)));
  const padded = (row: readonly string[]) =>
    `  ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join("  ")}`.trimEnd();
  return [
    padded(heads),
    ...rows.flatMap(({ differently }, at) => [
      padded(cells[at] ?? []),
      ...(differently === undefined ? [] : [`          differently: ${differently}`]),
    ]),
  ];
}
