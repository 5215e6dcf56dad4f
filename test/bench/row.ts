import * as z from "zod";

/** One line of what a figure is made of. */
const Line = z.object({ name: z.string(), figures: z.record(z.string(), z.number()) });
export type Line = z.infer<typeof Line>;

/** One figure, beside what was measured for comparison in the same run. */
export const Row = z.object({
  group: z.string(),
  name: z.string(),
  figure: z.number(),
  unit: z.string(),
  /** The same figure of what it is held against. */
  reference: z.object({ name: z.string(), figure: z.number() }).optional(),
  /** Figure by reference. */
  ratio: z.number().optional(),
  /** What the performance paper asks for, and whether it is so. */
  aim: z.object({ text: z.string(), met: z.boolean() }).optional(),
  /** What the figure is made of. */
  lines: z.array(Line),
  /** What must be known to read it. */
  note: z.string().optional(),
});
export type Row = z.infer<typeof Row>;

/** What `npm run bench` writes to `.bench/results.json`. */
export const Results = z.object({
  at: z.iso.datetime(),
  seconds: z.number(),
  machine: z.object({ node: z.string(), cpus: z.number().int(), model: z.string() }),
  groups: z.array(z.string()),
  rows: z.array(Row),
});
export type Results = z.infer<typeof Results>;

type Measured = {
  readonly name: string;
  readonly figure: number;
  readonly unit: string;
  readonly reference?: { readonly name: string; readonly figure: number } | undefined;
  readonly aim?: Aim | undefined;
  readonly lines?: readonly Line[];
  readonly note?: string;
};

/** Asks for a figure, or for its ratio to the reference, to be so much at most or at least. */
export type Aim = {
  readonly of?: "ratio";
  readonly atMost?: number;
  readonly atLeast?: number;
  /** Said of the aim beside its number. */
  readonly also?: { readonly text: string; readonly met: boolean };
};

/** A row with what follows from its figures: the ratio, and whether the aim is met. */
export function row(group: string, { name, figure, unit, reference, aim, lines = [], note }: Measured): Row {
  const ratio = reference && reference.figure !== 0 ? figure / reference.figure : undefined;
  return {
    ...{ group, name, figure, unit, lines: [...lines] },
    ...(reference && { reference }),
    ...(ratio !== undefined && { ratio }),
    ...(aim && { aim: judged(aim, figure, ratio, unit) }),
    ...(note !== undefined && { note }),
  };
}

function judged(aim: Aim, figure: number, ratio: number | undefined, unit: string): Row["aim"] {
  const { of, atMost, atLeast, also } = aim;
  const value = of === "ratio" ? (ratio ?? Number.NaN) : figure;
  const bound = of === "ratio" ? "×" : ` ${unit}`;
  const texts = [
    atMost !== undefined && `≤ ${atMost}${bound}`,
    atLeast !== undefined && `≥ ${atLeast}${bound}`,
    also?.text,
  ];
  const met = (atMost === undefined || value <= atMost) && (atLeast === undefined || value >= atLeast);
  return { text: texts.filter(Boolean).join(", "), met: met && (also?.met ?? true) };
}
