import { parseArgs } from "node:util";
import { moment } from "#domain/time.ts";
import { type Where, whereSaid, whereUsage } from "../where.ts";
import { type Address, addresses, addressOf } from "./address.ts";

export type Flags = {
  readonly where: Where;
  readonly bucket: string | undefined;
  readonly address: Address;
  /** The moment at which the item is shown, instead of its life. */
  readonly at: string | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly json: boolean;
};

export const usage =
  () => `npm run history -- ENTITY ID [--at TIME | --from TIME --to TIME] [--json] [--api URL | --stage NAME] [--table NAME] [--bucket NAME]
  --at TIME     the item as it was at that moment, instead of its life
  --from TIME   only changes from then on; of an item that is gone, search back to then (default: 7 days before --to)
  --to TIME     only changes until then (default: now)
  --json        one line of JSON per change, or of the item with --at (null if it was not there)
  --bucket NAME the bucket of the audit log, where it does not follow from the stage
${whereUsage}
TIME is a day (2027-03-01, in UTC: its end for --at and --to, its beginning for --from) or a moment (2027-03-01T19:00:00Z).
ENTITY and ID:
${addresses().join("\n")}`;

/** Throws with the usage for a flag there is not, an item that cannot be, or a time that is none. */
export function readFlags(args: string[], environment: { readonly PORT?: string | undefined }): Flags {
  const text = { type: "string" } as const;
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        ...{ at: text, from: text, to: text, api: text, stage: text, table: text, bucket: text },
        json: { type: "boolean", default: false },
      },
    });
    const [entity, id, ...more] = positionals;
    if (entity === undefined || id === undefined || more.length > 0) throw new Error("Say one entity and one id");
    const { bucket, json } = values;
    const at = momentOf("at", values.at, "T23:59:59.999Z");
    const from = momentOf("from", values.from, "T00:00:00.000Z");
    const to = momentOf("to", values.to, "T23:59:59.999Z");
    if (at !== undefined && (from ?? to) !== undefined) throw new Error("--at is one moment, --from and --to are many");
    if (from !== undefined && to !== undefined && from > to) throw new Error("--from is after --to");
    return { where: whereSaid(values, environment), bucket, address: addressOf(entity, id), at, from, to, json };
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}\n\n${usage()}`);
  }
}

function momentOf(flag: string, said: string | undefined, ofDay: string): string | undefined {
  if (said === undefined) return undefined;
  const { data } = moment.safeParse(/^\d{4}-\d\d-\d\d$/.test(said) ? `${said}${ofDay}` : said);
  if (data !== undefined) return data;
  throw new Error(`--${flag} takes a day such as 2027-03-01, or a moment such as 2027-03-01T19:00:00Z`);
}
