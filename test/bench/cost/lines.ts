import { subscribers } from "#events/subscribers.ts";
import { operations } from "#functions/operations.ts";
import type { Reading } from "#infra/local/dynamodb/meter/ledger.ts";
import type { Line } from "#test/bench/row.ts";

export type Sum = { readonly requests: number; readonly read: number; readonly write: number };

const ids = [...operations, ...subscribers].map(({ id }) => id);
/** A deployed function's name says its stage too. */
const idOf = (name: string) => ids.find((id) => name.endsWith(`-${id.replaceAll("/", "-")}`)) ?? name;

/** What runs by the clock belongs to nobody's order, and what the bench itself reads to nobody. */
const apart = [
  ...subscribers.filter(({ trigger }) => trigger.kind === "schedule").map(({ id }) => id),
  ...["operator", "cloudformation.amazonaws.com"],
];

/** What each function used. */
export const usedBy = (reading: Reading, without: readonly string[] = apart) =>
  Object.entries(reading.operations)
    .map(([name, usage]) => ({ id: idOf(name), usage }))
    .filter(({ id }) => !without.includes(id));

export const sumOf = (reading: Reading, without: readonly string[] = apart): Sum =>
  usedBy(reading, without).reduce(
    (sum, { usage: { requests, read, write } }) => ({
      requests: sum.requests + requests,
      read: sum.read + read,
      write: sum.write + write,
    }),
    { requests: 0, read: 0, write: 0 },
  );

/** One line per function, AWS operation and table or index; an operation's requests stand on its first line. */
export function linesOf(reading: Reading, without: readonly string[] = apart): Line[] {
  return usedBy(reading, without).flatMap(({ id, usage }) => {
    const told = new Set<string>();
    return Object.entries(usage.lines).map(([line, used]) => {
      const [action = "", resource = ""] = line.split(" ");
      const { requests = 0 } = usage.actions[action] ?? {};
      const count: Record<string, number> = told.has(action) ? {} : { requests };
      told.add(action);
      const place = resource.includes("/") ? resource.replace(/^.*\//, "") : "table";
      return {
        name: `${id.replace(/^operator$/, "textbook")} ${action} ${place}`,
        figures: { ...count, ...units(used) },
      };
    });
  });
}

/** One line per function. */
export const functionLines = (reading: Reading): Line[] =>
  usedBy(reading).map(({ id, usage: { requests, read, write } }) => ({
    name: id,
    figures: { requests, ...units({ read, write }) },
  }));

const units = ({ read, write }: Pick<Sum, "read" | "write">): Record<string, number> => ({
  ...(write > 0 && { WCU: write }),
  ...(read > 0 && { RCU: read }),
});

/** The partition key that took most, ids left out. */
export function hottest({ hottest: { read, write } }: Reading): string {
  const key = write ?? read;
  if (!key) return "no partition touched";
  const name = key.partition.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "…").replace(/[\w.+-]+@[\w.-]+/, "…");
  const index = key.resource.includes("/") ? ` of ${key.resource.replace(/^.*\//, "")}` : "";
  const used = write ? `${write.write} WCU in ${write.writes} writes` : `${key.read} RCU`;
  return `hottest key ${name}${index}: ${used}`;
}
