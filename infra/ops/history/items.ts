import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { auditKey } from "#data/audit-key.ts";
import { readable } from "#data/stored-form.ts";
import type { Key } from "../check-table/violation.ts";
import type { Reach } from "../reach.ts";
import { tablesNamed } from "../table-of.ts";
import { type Link, linkTo } from "./life.ts";

/** The items of a stage as they are now, in whichever of its tables. */
export async function openItems({ settings, beginning }: Pick<Reach, "settings" | "beginning">, table?: string) {
  const database = new DynamoDBClient(settings);
  const client = DynamoDBDocumentClient.from(database);
  const tables = table === undefined ? await tablesNamed(database, beginning) : [table];
  if (tables.length === 0) throw new Error(`There is no table ${beginning}…. Name it with --table`);

  async function find(Key: Key) {
    for (const TableName of tables) {
      const { Item } = await client.send(new GetCommand({ TableName, Key: { ...Key }, ConsistentRead: true }));
      if (Item) return readable(Item);
    }
    return undefined;
  }

  return {
    /** The version an item has now, and since when; nothing if it is gone. */
    async newest(key: Key): Promise<Link | undefined> {
      const item = await find(key);
      return item && linkTo(item);
    },
    /** What opens a person's fields; nothing if they were erased. */
    async auditKey(userId: string): Promise<Uint8Array | undefined> {
      const item = await find(auditKey.get({ userId }).params<{ Key: Key }>().Key);
      return item && Buffer.from(String(item.key), "base64");
    },
  };
}
