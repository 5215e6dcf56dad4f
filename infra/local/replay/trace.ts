import { numbering } from "./numbered.ts";

/** One line of a trace: who did what to what, and how it ended. */
export type Step = {
  readonly who: string;
  readonly action: string;
  readonly entity: string;
  readonly outcome: string;
};

/** Everything that happened in a run, in order. */
export function openTrace() {
  const steps: Step[] = [];
  return {
    /** Carries something out and notes how it ended. */
    async traced<T>(step: Omit<Step, "outcome">, carryOut: () => Promise<T>, outcome: (answer: T) => string) {
      try {
        const answer = await carryOut();
        steps.push({ ...step, outcome: outcome(answer) });
        return answer;
      } catch (error) {
        steps.push({ ...step, outcome: `no answer: ${error instanceof Error ? error.name : error}` });
        throw error;
      }
    },
    /** A line each, ids numbered by first appearance. */
    trace(): string[] {
      const number = numbering();
      return steps.map(({ who, action, entity, outcome }) => number(`${who} ${action} ${entity} → ${outcome}`));
    },
  };
}
