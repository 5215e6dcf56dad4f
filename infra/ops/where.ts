import { stageNamed } from "../stages.ts";

/** What an operator's command is told of the table it works on. */
export type Where = {
  /** The running local cloud that is asked where its table is. */
  readonly api: string;
  /** A deployed stage instead, with the AWS credentials and region of the environment. */
  readonly stage: string | undefined;
  /** The table's name, where it does not follow from the other two. */
  readonly table: string | undefined;
  /** Its archive's, if the table was named and has one. */
  readonly archive?: string | undefined;
};

type Said = { readonly [flag in keyof Where]?: string | undefined };

/** Where the flags mean: the local cloud on its usual port unless they say otherwise. Throws for what cannot be. */
export function whereSaid(
  { api, stage, table, archive }: Said,
  environment: { readonly PORT?: string | undefined },
): Where {
  if (stage !== undefined && api !== undefined) throw new Error("--api and --stage are two different tables");
  if (stage !== undefined) stageNamed(stage);
  if (archive !== undefined && table === undefined) throw new Error("--archive goes with --table");
  const address = api ?? `http://127.0.0.1:${environment.PORT ?? 4000}`;
  if (!/^https?:/.test(address) || !URL.canParse(address)) {
    throw new Error("--api takes an address such as http://127.0.0.1:4000");
  }
  return { api: address, stage, table, archive };
}

/** How a usage text tells of them. */
export const whereUsage = `  --api URL     the local cloud that is meant (default: port 4000, or PORT)
  --stage NAME  a deployed stage instead, with the AWS credentials and region of the environment
  --table NAME  the table, where it does not follow from the other two`;
