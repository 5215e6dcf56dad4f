import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export type KeptJson<T> = { readonly value: T; write(value: T): void };

/** A small value that outlives this process: in a file that is replaced whole, or only in memory without a folder. */
export function keptJson<T>(folder: string | undefined, name: string, initial: T): KeptJson<T> {
  const file = folder && join(folder, name);
  let value: T = file && existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : initial;
  return {
    get value() {
      return value;
    },
    write(next) {
      value = next;
      if (!file) return;
      writeFileSync(`${file}.new`, JSON.stringify(next), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
  };
}
