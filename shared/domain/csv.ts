/** A cell that is a number of ours and stays one: a minus in front of it begins no formula. */
export type Figure = { readonly figure: string };
export type Cell = string | Figure | undefined;

/** Throws for what is no plain decimal number. */
export function figure(text: string): Figure {
  if (!/^-?\d+(\.\d+)?$/.test(text)) throw new Error(`No figure: ${text}`);
  return { figure: text };
}

/**
 * What spreadsheets take for the beginning of a formula, in full width too, and the blanks they skip before it. Source:
 * OWASP, "CSV Injection".
 */
const formula = /^[\s\p{Cf}\p{Cc}]*[=+\-@|%＝＋－＠]|^[\t\r\n]/u;

/** One line of a table as RFC 4180 has it. A text that a spreadsheet would run as a formula gets an apostrophe in front. */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(cell).join(",")}\r\n`;

function cell(value: Cell): string {
  if (value === undefined) return "";
  if (typeof value !== "string") return value.figure;
  const safe = formula.test(value) ? `'${value}` : value;
  return /[",\r\n']|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
