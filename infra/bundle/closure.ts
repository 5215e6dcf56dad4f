import { relative } from "node:path";
import type { Compiled } from "./compile.ts";

/**
 * The chunks an output reaches, itself first. `start`: only what Node reads before the handler can run, which leaves
 * out whatever is imported by `import()`.
 */
export function closure(entry: string, outputs: Compiled["outputs"], reach: "start" | "all"): string[] {
  const found = new Set<string>();
  const follow = (path: string) => {
    const output = outputs[path];
    if (!output || found.has(path)) return;
    found.add(path);
    for (const { path: next, kind, external } of output.imports) {
      if (!external && (reach === "all" || kind !== "dynamic-import")) follow(relative("out", next));
    }
  };
  follow(entry);
  return [...found];
}
