import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { reach } from "./reach.ts";
import type { Where } from "./where.ts";

/** The table that is meant, how it is reached, and the time it lives in. */
export async function tableOf({ api, stage, table }: Where) {
  const { settings, now, beginning } = await reach({ api, stage });
  const database = new DynamoDBClient(settings);
  const TableName = table ?? (await onlyTable(database, beginning));
  return { client: DynamoDBDocumentClient.from(database), TableName, now };
}

/** CloudFormation names a table after its stack and adds what nobody can guess. */
async function onlyTable(database: DynamoDBClient, beginning: string): Promise<string> {
  const names = await tablesNamed(database, beginning);
  const [name, another] = names;
  if (name !== undefined && another === undefined) return name;
  throw new Error(
    `${name ? `There are several tables: ${names.join(", ")}` : "There is no such table"}. Name it with --table`,
  );
}

/** All tables whose names begin like this. */
export async function tablesNamed(database: DynamoDBClient, beginning: string): Promise<string[]> {
  const names: string[] = [];
  let ExclusiveStartTableName: string | undefined;
  do {
    const page = await database.send(new ListTablesCommand({ ExclusiveStartTableName }));
    names.push(...(page.TableNames ?? []).filter((name) => name.startsWith(beginning)));
    ExclusiveStartTableName = page.LastEvaluatedTableName;
  } while (ExclusiveStartTableName !== undefined);
  return names;
}
