import { bundle } from "#infra/bundle.ts";
import { importTime } from "#test/bench/cold-start/import-time.ts";
import { references } from "#test/bench/cold-start/references.ts";
import type { Bench, Group } from "#test/bench/group.ts";
import { median } from "#test/bench/median.ts";
import { type Line, type Row, row } from "#test/bench/row.ts";

const name = "cold start";
const rounds = 5;
const mostKilobytes = 600;
const mostTimes = 1.5;

/** How much there is to load before a function can answer, and how long that takes. */
export const coldStart: Group = {
  name,
  about:
    "minified bytes Node reads before the handler can run, and the CPU time of its import above an empty module,\n" +
    "  against a hand-written handler with only the DynamoDB client, bundled the same way",
  async rows({ say }) {
    const built = [...(await bundle())];
    const against = await references();
    const sizes = built.map(([id, { startBytes }]) => ({ name: id, figures: { KB: startBytes / 1024 } }));
    const directories = built.map(([id, { directory }]) => ({ id, directory }));
    return [largest(sizes, against.byHandBytes / 1024), ...imports(timed(directories, against, say))];
  },
};

function largest(sizes: readonly (Line & { figures: { KB: number } })[], byHand: number): Row {
  const lines = sizes.toSorted((a, b) => b.figures.KB - a.figures.KB);
  const within = lines.filter(({ figures }) => figures.KB <= mostKilobytes).length;
  return row(name, {
    name: `start-up chunk, the largest of ${lines.length}`,
    figure: lines[0]?.figures.KB ?? 0,
    unit: "KB",
    reference: { name: "KB by hand", figure: byHand },
    aim: { atMost: mostKilobytes },
    lines,
    note: `${within} of ${lines.length} are within; those that mail are reactions nobody waits for`,
  });
}

type Times = { readonly name: string; readonly figures: { ms: number; "ms by hand": number; "×": number } };
type Places = { readonly id: string; readonly directory: string }[];

function timed(functions: Places, { empty, byHand }: { empty: string; byHand: string }, say: Bench["say"]): Times[] {
  const times = functions.map((place) => ({ ...place, own: [] as number[], reference: [] as number[] }));
  for (let round = 1; round <= rounds; round++) {
    say(`importing ${times.length} functions, round ${round} of ${rounds}`);
    for (const { directory, own, reference } of times) {
      // All three within the same second: whatever else the machine does then, it does to each.
      const none = importTime(empty);
      own.push(importTime(directory) - none);
      reference.push(importTime(byHand) - none);
    }
  }
  return times.map(({ id, own, reference }) => {
    const [ms, msByHand] = [median(own), median(reference)];
    return { name: id, figures: { ms: ms, "ms by hand": msByHand, "×": ms / msByHand } };
  });
}

function imports(times: readonly Times[]): Row[] {
  const lines = times.toSorted((a, b) => b.figures["×"] - a.figures["×"]);
  const within = lines.filter(({ figures }) => figures["×"] <= mostTimes).length;
  const of = ({ figures }: Times, title: string, more: { lines?: Times[]; note?: string }) =>
    row(name, {
      name: `import, ${title}`,
      figure: figures.ms,
      unit: "ms",
      reference: { name: "ms by hand", figure: figures["ms by hand"] },
      aim: { of: "ratio", atMost: mostTimes },
      ...more,
    });
  const [slowest, middle] = [lines[0], lines[Math.floor(lines.length / 2)]];
  if (!slowest || !middle) throw new Error("There is no function");
  return [
    of(middle, "the middle one", { note: middle.name }),
    of(slowest, `the slowest of ${lines.length}`, { lines, note: `${within} of ${lines.length} are within` }),
  ];
}
