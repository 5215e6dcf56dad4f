import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { reach } from "./reach.ts";
import type { Where } from "./where.ts";

/** The table that is meant and its archive, how they are reached, and the time they live in. */
export async function tableOf({ api, stage, table, archive }: Where) {
  const { settings, now, beginning } = await reach({ api, stage });
  const database = new DynamoDBClient(settings);
  const names = table === undefined ? await bothTables(database, beginning) : { table, archive };
  return { client: DynamoDBDocumentClient.from(database), TableName: names.table, archive: names.archive, now };
}

/** CloudFormation names a table after its stack and what it is there, and adds what nobody can guess. */
async function bothTables(database: DynamoDBClient, beginning: string): Promise<{ table: string; archive: string }> {
  const names = await tablesNamed(database, beginning);
  const only = (what: "Table" | "Archive"): string => {
    const [name, another] = names.filter((name) => name.startsWith(`${beginning}${what}`));
    if (name !== undefined && another === undefined) return name;
    const why = name ? `There are several tables: ${names.join(", ")}` : "There is no such table";
    throw new Error(`${why}. Name it with --table, and its archive with --archive`);
  };
  return { table: only("Table"), archive: only("Archive") };
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
