import { DynamoDBClient, type DynamoDBClientConfig, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { Where } from "./where.ts";

/** The table that is meant and its archive, how they are reached, and the time they live in. */
export async function tableOf({ api, stage, table, archive }: Where) {
  const local = stage === undefined ? await describedBy(api) : undefined;
  const settings: DynamoDBClientConfig = local
    ? { endpoint: local.endpoint, region: "eu-central-1", credentials: operator }
    : {};
  const database = new DynamoDBClient(settings);
  const names = table === undefined ? await tablesOf(database, `bilten-${stage ?? "local"}-`) : { table, archive };
  const client = DynamoDBDocumentClient.from(database);
  return { client, TableName: names.table, archive: names.archive, now: local ? new Date(local.now) : new Date() };
}

const operator = { accessKeyId: "operator", secretAccessKey: "operator" };

const Description = z.object({ endpoint: z.url(), now: z.iso.datetime() });

/** What a local cloud says of itself; anything else that answers there is none. */
async function describedBy(api: string): Promise<z.output<typeof Description>> {
  const asked = fetch(new URL("/_local", api)).then((answer) => answer.json());
  const said: unknown = await asked.catch(() => undefined);
  const { data } = Description.safeParse(said);
  if (data) return data;
  throw new Error(`No local cloud answers at ${api}: start one with "npm start", or name it with --api, or a --stage`);
}

/** CloudFormation names a table after its stack and what it is there, and adds what nobody can guess. */
async function tablesOf(database: DynamoDBClient, beginning: string): Promise<{ table: string; archive: string }> {
  const names: string[] = [];
  let ExclusiveStartTableName: string | undefined;
  do {
    const page = await database.send(new ListTablesCommand({ ExclusiveStartTableName }));
    names.push(...(page.TableNames ?? []).filter((name) => name.startsWith(beginning)));
    ExclusiveStartTableName = page.LastEvaluatedTableName;
  } while (ExclusiveStartTableName !== undefined);
  const only = (what: "Table" | "Archive"): string => {
    const [name, another] = names.filter((name) => name.startsWith(`${beginning}${what}`));
    if (name !== undefined && another === undefined) return name;
    const why = name ? `There are several tables: ${names.join(", ")}` : "There is no such table";
    throw new Error(`${why}. Name it with --table, and its archive with --archive`);
  };
  return { table: only("Table"), archive: only("Archive") };
}
