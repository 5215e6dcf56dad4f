import { readFileSync } from "node:fs";

const columnTypes = [
  "uuid",
  "string",
  "text",
  "enum",
  "boolean",
  "decimal",
  "integer",
  "bigint",
  "timestamp",
  "json",
] as const;
export type ColumnType = (typeof columnTypes)[number];

/** What the headings below the diagram stand for. */
const sections = new Map([
  ["Core Tables", "purpose"],
  ["Key Design Patterns", "pattern"],
  ["Indexing Strategy", "index"],
  ["Data Relationships", "relationship"],
  ["Data Integrity Constraints", "constraint"],
  ["Scalability Considerations", "scalability"],
] as const);
type Section = typeof sections extends Map<string, infer K> ? K : never;

export type ColumnLine = Place & {
  readonly kind: "column";
  readonly table: string;
  readonly column: string;
  readonly type: ColumnType;
  /** `PK`, `FK`, `UK` or nothing. */
  readonly keys: string;
};
/** One thing the seed says, and where. `key` names it in the seed's own words; no two lines have the same. */
export type SeedLine = ColumnLine | (Place & { readonly kind: "table" | "relation" | Section });
type Place = { readonly key: string; readonly at: number };

const openings = /^(\w+) \{$/;
const column = /^(\w+) (\w+)(?: ([A-Z]+))?$/;
const relation = /^\w+ [|}][|o]--[|o][|{] \w+ : "\w+"$/;
/** Headings, rules and the lines below the last one: they say nothing of their own. */
const silent = /^(#+ .*|```.*|erDiagram|%% .*|\}|---|\*\*[\w ]+\*\*: .*|This diagram shows .*|)$/;

/** Every line of the seed that says something, in its order. Throws at one it cannot read, so that none is lost. */
export function readSeed(document: string): SeedLine[] {
  const lines: SeedLine[] = [];
  let table = "";
  let section: Section | undefined;
  let heading = "";
  for (const [index, raw] of document.split("\n").entries()) {
    const text = raw.trim();
    const at = index + 1;
    const [, opened] = openings.exec(text) ?? [];
    if (opened) {
      table = opened;
      lines.push({ at, kind: "table", key: `table ${table}` });
    } else if (text === "}") table = "";
    else if (table) lines.push({ at, ...columnOf(table, text) });
    else if (relation.test(text)) lines.push({ at, kind: "relation", key: `relation ${text}` });
    else if (text.startsWith("### ")) section = sectionOf(text.slice(4));
    else if (text.startsWith("#### ")) heading = text.replace(/^#### (\d+\. )?/, "").replaceAll("**", "");
    else if (section && text.startsWith("- ")) lines.push({ at, ...bulletOf(section, heading, text.slice(2)) });
    else if (!silent.test(text)) throw new Error(`Line ${at} of the seed says something unknown: ${text}`);
  }
  const twice = lines.find(({ key }, place) => lines.findIndex((line) => line.key === key) < place);
  if (twice) throw new Error(`Line ${twice.at} of the seed says again: ${twice.key}`);
  return lines;
}

function columnOf(table: string, text: string): Omit<ColumnLine, "at"> {
  const [, type, name, keys = ""] = column.exec(text) ?? [];
  const known = columnTypes.find((one) => one === type);
  if (!known || !name) throw new Error(`Not a column of ${table}: ${text}`);
  return { kind: "column", key: `column ${table}.${name}`, table, column: name, type: known, keys };
}

function sectionOf(title: string): Section {
  const kind = new Map<string, Section>(sections).get(title);
  if (!kind) throw new Error(`The seed has an unknown section: ${title}`);
  return kind;
}

/** A bullet. A pattern's says little without the heading it stands below. */
function bulletOf(kind: Section, heading: string, bullet: string) {
  const text = bullet.replaceAll("**", "").replaceAll("`", "");
  const index = /^\w+\([\w, ]+\)/.exec(text)?.[0];
  return { kind, key: kind === "pattern" ? `pattern ${heading}: ${text}` : `${kind} ${index ?? text}` };
}

/** The seed as it was given, byte for byte. */
export const seed = readSeed(readFileSync(new URL("database-schema.md", import.meta.url), "utf8"));

/** The columns of one of its tables. */
export const columnsOf = (table: string) =>
  seed.filter((line): line is ColumnLine => line.kind === "column" && line.table === table);
