/** Prints what is done while it is done, and remembers how it went. */
export class Steps {
  #done = 0;
  readonly #began = performance.now();

  /** Runs one step and prints its sentence, how long it took and what `show` makes of its outcome. */
  async step<T>(sentence: string, work: () => Promise<T>, show: (outcome: T) => string = () => ""): Promise<T> {
    const began = performance.now();
    process.stdout.write(`  ${sentence} … `);
    try {
      const outcome = await work();
      const shown = show(outcome);
      console.log(`${Math.round(performance.now() - began)} ms${shown && `  ${shown}`}`);
      this.#done++;
      return outcome;
    } catch (error) {
      console.log("failed");
      throw error;
    }
  }

  /** For the last line. */
  summary(): string {
    return `${this.#done} steps in ${((performance.now() - this.#began) / 1000).toFixed(1)} s`;
  }
}

/** Fails the demo unless it is so. */
export function must(isSo: boolean, otherwise: string): void {
  if (!isSo) throw new Error(otherwise);
}

/** Asks until there is an answer: what follows a write arrives in its own time. */
export async function until<T>(what: string, ask: () => Promise<T | undefined>, seconds = 30): Promise<T> {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    must(performance.now() < deadline, `${what} did not arrive within ${seconds} s`);
    await new Promise((resume) => setTimeout(resume, 100));
  }
}

/** Does so many at a time, in order of their start. */
export async function atATime<T, R>(width: number, items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const outcomes: R[] = [];
  const queue = items.entries();
  const lane = async () => {
    for (const [index, item] of queue) outcomes[index] = await work(item);
  };
  await Promise.all(Array.from({ length: width }, lane));
  return outcomes;
}
