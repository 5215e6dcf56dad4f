import { parseArgs } from "node:util";
import { type Where, whereSaid, whereUsage } from "../where.ts";

const usage = `npm run seed-categories -- [--api URL | --stage NAME] [--table NAME]
${whereUsage}`;

/** Throws with the usage for a flag there is not. */
export function readFlags(args: string[], environment: { readonly PORT?: string | undefined }): Where {
  const text = { type: "string" } as const;
  try {
    const { values } = parseArgs({ args, options: { api: text, stage: text, table: text } });
    return whereSaid(values, environment);
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}\n\n${usage}`);
  }
}
