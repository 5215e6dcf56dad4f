import type { GetCommandInput } from "@aws-sdk/lib-dynamodb";
import { checkTable } from "#infra/ops/check-table/walk.ts";
import { archiveTable, storedItem, table } from "#test/support/operator.ts";
import { now } from "#test/support/when.ts";

export type Get = { params<P>(): P };
export const key = (get: Get) => get.params<GetCommandInput>();

/** Where an item is: exactly one of the tables must have it. */
export async function homeOf(get: Get): Promise<string> {
  const [here, there] = await Promise.all([storedItem(key(get)), storedItem(key(get), archiveTable)]);
  return [here && "table", there && "archive"].filter(Boolean).join(" and ") || "nowhere";
}

/** What the checker finds wrong about any of this, over both tables. */
export async function violations(...ids: readonly string[]): Promise<string[]> {
  const { client, TableName } = await table();
  const { TableName: archive } = await archiveTable();
  const found: string[] = [];
  for await (const { entity, key, what } of checkTable({ client, TableName, archive, now: await now() })) {
    if (ids.some((id) => `${key.pk} ${key.sk}`.includes(id))) found.push(`${entity} ${key.pk} / ${key.sk}: ${what}`);
  }
  return found;
}
