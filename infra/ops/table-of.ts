import { DynamoDBClient, type DynamoDBClientConfig, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { Where } from "./where.ts";

/** The table that is meant, how it is reached, and the time it lives in. */
export async function tableOf({ api, stage, table }: Where) {
  const local = stage === undefined ? await describedBy(api) : undefined;
  const settings: DynamoDBClientConfig = local
    ? { endpoint: local.endpoint, region: "eu-central-1", credentials: operator }
    : {};
  const database = new DynamoDBClient(settings);
  const TableName = table ?? (await onlyTable(database, `bilten-${stage ?? "local"}-`));
  return { client: DynamoDBDocumentClient.from(database), TableName, now: local ? new Date(local.now) : new Date() };
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

/** CloudFormation names a table after its stack and adds what nobody can guess. */
async function onlyTable(database: DynamoDBClient, beginning: string): Promise<string> {
  const names: string[] = [];
  let ExclusiveStartTableName: string | undefined;
  do {
    const page = await database.send(new ListTablesCommand({ ExclusiveStartTableName }));
    names.push(...(page.TableNames ?? []).filter((name) => name.startsWith(beginning)));
    ExclusiveStartTableName = page.LastEvaluatedTableName;
  } while (ExclusiveStartTableName !== undefined);
  const [name, another] = names;
  if (name !== undefined && another === undefined) return name;
  throw new Error(
    `${name ? `There are several tables: ${names.join(", ")}` : "There is no such table"}. Name it with --table`,
  );
}
