import type { Reporter, TestCase, TestModule } from "vitest/node";

type Count = { passed: number; failed: number; skipped: number; milliseconds: number };

/** Ends a run with how many tests of each group passed, and with what tests have to say: `annotate(text, "result")`. */
export class Summary implements Reporter {
  readonly #results: string[] = [];

  onTestCaseAnnotate(test: TestCase, { type, message }: { readonly type: string; readonly message: string }): void {
    if (type === "result") this.#results.push(`${test.project.name}: ${message}`);
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const groups = new Map<string, Count>();
    for (const module of modules) {
      const { name } = module.project;
      const count = groups.get(name) ?? { passed: 0, failed: 0, skipped: 0, milliseconds: 0 };
      groups.set(name, count);
      count.milliseconds += module.diagnostic().duration;
      // A file that could not be loaded has no tests to count.
      if (module.errors().length > 0) count.failed++;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        count[state === "pending" ? "skipped" : state]++;
      }
    }
    const line = ([name, { passed, failed, skipped, milliseconds }]: [string, Count]) =>
      `  ${name.padEnd(14)}${String(passed).padStart(5)} passed${failed > 0 ? `  ${failed} FAILED` : ""}${
        skipped > 0 ? `  ${skipped} skipped` : ""
      }  ${(milliseconds / 1000).toFixed(1)} s`;
    const lines = [...groups].map(line);
    const sum = (of: "passed" | "failed") => [...groups.values()].reduce((total, count) => total + count[of], 0);
    const total = `${sum("passed")} passed, ${sum("failed")} failed`;
    console.log(["", ...lines, ...this.#results.map((result) => `  ${result}`), "", total, ""].join("\n"));
  }
}
