import { parseArgs } from "node:util";
import { type Where, whereSaid, whereUsage } from "../where.ts";

export type Flags = Where & {
  /** Read units a second. */
  readonly rate: number | undefined;
  readonly segments: number;
  /** Seconds before what looked wrong is looked at again. */
  readonly pause: number;
  readonly json: boolean;
};

export const usage = `npm run check-table -- [--api URL | --stage NAME] [--table NAME [--archive NAME]] [--rate N] [--segments N] [--pause S] [--json]
${whereUsage}
  --archive NAME  the archive that is checked with --table NAME, if it has one
  --rate N      at most N read units a second
  --segments N  walk N parts of the table side by side (default 1)
  --pause S     seconds before what looked wrong is looked at again (default 2)
  --json        one line of JSON per violation, and one for the summary`;

/** Throws with the usage for a flag there is not, or a figure that is none. */
export function readFlags(args: string[], environment: { readonly PORT?: string | undefined }): Flags {
  const text = { type: "string" } as const;
  try {
    const options = { api: text, stage: text, table: text, archive: text, rate: text, segments: text, pause: text };
    const { values } = parseArgs({ args, options: { ...options, json: { type: "boolean", default: false } } });
    const { json } = values;
    return {
      ...whereSaid(values, environment),
      json,
      rate: values.rate === undefined ? undefined : figure("rate", values.rate, 1),
      segments: figure("segments", values.segments ?? "1", 1),
      pause: figure("pause", values.pause ?? "2", 0),
    };
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}\n\n${usage}`);
  }
}

function figure(name: string, value: string, least: number): number {
  const number = Number(value);
  if (value !== "" && Number.isInteger(number) && number >= least) return number;
  throw new Error(`--${name} takes a whole number from ${least} on`);
}
