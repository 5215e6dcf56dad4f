import { parseArgs } from "node:util";

export type Flags = {
  /** The API's port; 0 for any free one. */
  readonly port: number;
  /** Nothing is kept when it stops. */
  readonly memory: boolean;
  /** Empties what a former run has left. */
  readonly fresh: boolean;
  readonly demo: boolean;
  /** Capacity units are counted, at the price of reading what is written before and after it. */
  readonly meter: boolean;
  /** When ready, one line of JSON on standard output and nothing else there. */
  readonly json: boolean;
};

export const usage = `npm start -- [--port N] [--memory] [--fresh] [--no-demo] [--no-meter] [--json]
  --port N    where the API answers (default 4000, or PORT); 0 takes any free port
  --memory    keep nothing when it stops
  --fresh     empty what a former run has left under .local/
  --no-demo   start with an empty table
  --no-meter  count no capacity units: faster under load
  --json      when ready, print one line of JSON on standard output`;

/** Throws with the usage for a flag there is not. */
export function readFlags(args: string[], environment: { readonly PORT?: string | undefined }): Flags {
  const off = { type: "boolean", default: false } as const;
  const on = { type: "boolean", default: true } as const;
  try {
    const { values } = parseArgs({
      args,
      allowNegative: true,
      options: { port: { type: "string" }, memory: off, fresh: off, demo: on, meter: on, json: off },
    });
    const port = Number(values.port ?? environment.PORT ?? 4000);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error("--port takes a number from 0 to 65535");
    return { ...values, port };
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}\n\n${usage}`);
  }
}
