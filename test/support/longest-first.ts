import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files whose tests are generated, so that their size says nothing of how long they take: minutes. */
const longest = ["authorization-matrix", "bad-input", "conformance", "holds/holds", "failure-destinations"];

/** Runs the longest files first, so that no process is left alone with one of them at the end; then as Vitest does. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification) => {
      const place = longest.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
      return place < 0 ? longest.length : place;
    };
    return sorted.toSorted((a, b) => rank(a) - rank(b));
  }
}
