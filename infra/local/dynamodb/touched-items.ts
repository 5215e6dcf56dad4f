import { type AwsCall, jsonBody } from "../front/call.ts";
import { isObject, type JsonObject, listAt, objectAt } from "../json.ts";
import { type TableSchemas, tableNameOf } from "./table-schema.ts";

/** An item that a call names by its key. */
export type Touched = {
  readonly table: string;
  /** The key attributes as the call gives them: `{ pk: { S: "…" }, … }`. */
  readonly key: JsonObject;
  /** Table and key as one text, the same however a call writes them. */
  readonly id: string;
  readonly access: "read" | "write" | "check";
  /** All values the call gives for it: what is put, the key, an expression's. */
  readonly values: readonly unknown[];
};

/**
 * The items a call names, in the call's own order: a transaction's by position. Empty for calls that find items
 * (Query, Scan), for calls about tables, and for PartiQL, which nobody here speaks; also where one of the tables is not
 * the template's, so that positions always hold.
 */
export function touchedItems(call: AwsCall, schemas: TableSchemas): readonly Touched[] {
  const items = named(call, schemas);
  return items.every(({ table }) => schemas.has(table)) ? items : [];
}

function named(call: AwsCall, schemas: TableSchemas): Touched[] {
  if (call.service !== "dynamodb") return [];
  const one = (access: Touched["access"], entry: JsonObject, given: JsonObject): Touched[] => {
    const table = tableNameOf(entry.TableName);
    const keys: readonly string[] = schemas.get(table)?.keys ?? [];
    const key = Object.fromEntries(keys.map((name) => [name, given[name]]));
    const values = [...Object.values(given), ...Object.values(objectAt(entry, "ExpressionAttributeValues"))];
    return [{ table, key, id: itemId(table, key, schemas), access, values }];
  };
  const body = jsonBody(call);
  switch (call.operation) {
    case "GetItem":
      return one("read", body, objectAt(body, "Key"));
    case "PutItem":
      return one("write", body, objectAt(body, "Item"));
    case "UpdateItem":
    case "DeleteItem":
      return one("write", body, objectAt(body, "Key"));
    case "BatchGetItem":
      return Object.entries(objectAt(body, "RequestItems")).flatMap(([TableName, wanted]) =>
        listAt(asObject(wanted), "Keys").flatMap((key) => one("read", { TableName }, asObject(key))),
      );
    case "BatchWriteItem": {
      const requests = objectAt(body, "RequestItems");
      return Object.keys(requests).flatMap((TableName) =>
        listAt(requests, TableName).flatMap((request) => {
          const { PutRequest, DeleteRequest } = asObject(request);
          return one(
            "write",
            { TableName },
            PutRequest ? objectAt(asObject(PutRequest), "Item") : keyIn(DeleteRequest),
          );
        }),
      );
    }
    case "TransactGetItems":
      return listAt(body, "TransactItems").flatMap((item) => {
        const get = objectAt(asObject(item), "Get");
        return one("read", get, keyIn(get));
      });
    case "TransactWriteItems":
      return listAt(body, "TransactItems").flatMap((item) => {
        const [[action = "", entry] = []] = Object.entries(asObject(item));
        const given = asObject(entry);
        return one(
          action === "ConditionCheck" ? "check" : "write",
          given,
          objectAt(given, action === "Put" ? "Item" : "Key"),
        );
      });
    default:
      return [];
  }
}

const asObject = (value: unknown): JsonObject => (isObject(value) ? value : {});
const keyIn = (value: unknown): JsonObject => objectAt(asObject(value), "Key");

/** Table and key of an item as one text. */
export function itemId(table: string, item: JsonObject, schemas: TableSchemas): string {
  const keys: readonly string[] = schemas.get(table)?.keys ?? [];
  return `${table} ${keys.map((name) => textOf(item[name])).join(" ")}`;
}

/** `{ S: "a" }` as text; a number has many spellings. */
export function textOf(value: unknown): string {
  const [[type = "", content] = []] = Object.entries(asObject(value));
  return `${type}:${JSON.stringify(type === "N" ? String(Number(content)) : content)}`;
}
