import { seededRandom } from "../random.ts";
import type { Fault, FaultKind, FaultOf, Scenario } from "./fault.ts";

/** What a fault is matched against; what an occurrence does not have matches no fault that asks for it. */
export type Occurrence = {
  readonly service?: string | undefined;
  readonly operation?: string | undefined;
  readonly functionName?: string | undefined;
  readonly body?: Buffer | undefined;
};

/** Says of each occurrence whether it goes wrong. The same scenario says the same of the same occurrences. */
export type Faults = {
  /** Takes the place of all former faults; none by an empty list. */
  set(scenario: Scenario): void;
  /** The fault of this kind that hits this occurrence, counted as seen. */
  take<K extends FaultKind>(kind: K, occurrence: Occurrence): FaultOf<K> | undefined;
  /** Whether faults of this kind are set at all, used up or not. */
  expects(kind: FaultKind): boolean;
  /** What was set last. */
  scenario(): Scenario;
  /** How often each kind has hit since the scenario was set. */
  fired(): Readonly<Partial<Record<FaultKind, number>>>;
  /** The scenario's own dice, for what a fault leaves open: which item, how many. */
  random(): number;
};

export function createFaults(): Faults {
  let current: Scenario = { seed: 1, faults: [] };
  let armed: { readonly fault: Fault; seen: number }[] = [];
  let random = seededRandom(1);
  let fired: Partial<Record<FaultKind, number>> = {};

  return {
    set(scenario) {
      const { seed, faults } = scenario;
      current = scenario;
      armed = faults.map((fault) => ({ fault, seen: 0 }));
      random = seededRandom(seed);
      fired = {};
    },
    take<K extends FaultKind>(kind: K, occurrence: Occurrence) {
      for (const entry of armed) {
        const { fault } = entry;
        if (!isOf(fault, kind) || !matches(fault, occurrence)) continue;
        const place = entry.seen++ - fault.skip;
        if (place < 0 || place >= fault.times || (fault.odds < 1 && random() >= fault.odds)) continue;
        fired[kind] = (fired[kind] ?? 0) + 1;
        return fault;
      }
      return undefined;
    },
    expects: (kind) => armed.some(({ fault }) => fault.kind === kind),
    scenario: () => current,
    fired: () => fired,
    random: () => random(),
  };
}

function isOf<K extends FaultKind>(fault: Fault, kind: K): fault is FaultOf<K> {
  return fault.kind === kind;
}

function matches(fault: Fault, occurrence: Occurrence): boolean {
  const asked: Omit<Occurrence, "body"> & { readonly text?: string | undefined } = fault;
  if (asked.text !== undefined && !occurrence.body?.includes(asked.text)) return false;
  return (["service", "operation", "functionName"] as const).every(
    (field) => asked[field] === undefined || asked[field] === occurrence[field],
  );
}
