import { parseArgs } from "node:util";
import { type Role, roles } from "#domain/user.ts";
import { type Where, whereSaid, whereUsage } from "../where.ts";

export const usage = `npm run grant -- --email ADDRESS --role ${roles.join("|")} [--api URL | --stage NAME] [--table NAME]
  --email       whose account; it must exist
  --role        the role it has from now on
${whereUsage}`;

/** Throws with the usage for a flag there is not, a missing one, or a role that is none. */
export function readFlags(args: string[], environment: { readonly PORT?: string | undefined }) {
  const text = { type: "string" } as const;
  try {
    const { values } = parseArgs({ args, options: { email: text, role: text, api: text, stage: text, table: text } });
    const { email } = values;
    const role = roles.find((each) => each === values.role);
    if (email === undefined) throw new Error("--email says whose account is meant");
    if (role === undefined) throw new Error(`--role is one of ${roles.join(", ")}`);
    return { where: whereSaid(values, environment), email, role } satisfies { where: Where; email: string; role: Role };
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}\n\n${usage}`);
  }
}
