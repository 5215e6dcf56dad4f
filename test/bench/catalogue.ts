import { around, crowd } from "#test/bench/catalogue/crowd.ts";
import { frame, itemsAt } from "#test/bench/catalogue/programme.ts";
import type { Question } from "#test/bench/catalogue/question.ts";
import { questions } from "#test/bench/catalogue/questions.ts";
import { type BigTable, openBigTable } from "#test/bench/catalogue/table.ts";
import type { Bench, Group } from "#test/bench/group.ts";
import { type Line, type Row, row } from "#test/bench/row.ts";

const name = "catalogue";
const sizes = [1_000, 10_000, 100_000] as const;
/** Events whose items are in memory at once. */
const perPart = 2_000;

export const catalogue: Group = {
  name,
  about:
    "what a question costs in catalogues of 1,000, 10,000 and 100,000 events, all over the world and a year, as one\n" +
    "  page of twenty: the figure is the largest's, the reference the smallest's",
  rows: async (bench) => {
    const table = await openBigTable();
    try {
      return await measure(table, bench);
    } finally {
      await table.stop();
    }
  },
};

type Measured = {
  readonly size: number;
  readonly requests: number;
  readonly examined: number;
  readonly read: number;
  readonly line: Line;
};

async function measure(table: BigTable, { say }: Bench): Promise<Row[]> {
  const measured = new Map<Question, Measured[]>(questions.map((question) => [question, []]));
  await table.put([...frame(), ...crowd()]);
  let filled = 0;
  for (const size of sizes) {
    say(`filling a table with ${size.toLocaleString("en-US")} events`);
    for (; filled < size; filled = Math.min(size, filled + perPart)) {
      const numbers = Array.from({ length: Math.min(perPart, size - filled) }, (_, at) => filled + at);
      await table.put(numbers.flatMap((number) => [...itemsAt(number), ...around(number)]));
    }
    for (const question of questions) measured.get(question)?.push(await asked(table, question, size));
  }
  return [...measured].map(([question, each]) => rowOf(question, each));
}

async function asked(table: BigTable, { ask }: Question, size: number): Promise<Measured> {
  const { result: returned, reading, examined } = await table.counted(ask);
  const { requests, read } = reading;
  const ratio = returned > 0 && { "examined per item returned": examined / returned };
  const figures = { requests, RCU: read, examined, returned, ...ratio };
  return { size, requests, examined, read, line: { name: `${size.toLocaleString("en-US")} events`, figures } };
}

function rowOf({ name: question, aim, requests, examined }: Question, measured: readonly Measured[]): Row {
  const [smallest, largest] = [measured[0], measured.at(-1)];
  if (!smallest || !largest) throw new Error(`Nobody asked for ${question}`);
  const limits = [
    requests !== undefined && limitOf(measured, "requests", requests),
    examined !== undefined && limitOf(measured, "examined", examined),
  ].filter((limit) => limit !== false);
  const text = limits.map(({ text }) => text).join(", ");
  const also = limits.length > 0 ? { text, met: limits.every(({ met }) => met) } : undefined;
  return row(name, {
    ...{ name: question, figure: largest.read, unit: "RCU", lines: measured.map(({ line }) => line) },
    reference: { name: `RCU of ${smallest.size.toLocaleString("en-US")}`, figure: smallest.read },
    aim: { ...aim, ...(also && { also }) },
  });
}

/** What must hold at every size. */
function limitOf(measured: readonly Measured[], of: "requests" | "examined", most: number) {
  const what = of === "requests" && most === 1 ? "request" : of;
  return { text: `≤ ${most} ${what}`, met: measured.every((each) => each[of] <= most) };
}
