import { tableNameOf } from "../dynamodb/table-schema.ts";
import { isObject, listAt, objectAt, stringAt } from "../json.ts";
import { type AwsAnswer, type AwsCall, type Backend, jsonBody } from "./call.ts";
import { forward } from "./forward.ts";

/** Streams are served by the same process; only writes to tables can put records into them. */
const writes = new Set([
  "PutItem",
  "UpdateItem",
  "DeleteItem",
  "BatchWriteItem",
  "TransactWriteItems",
  "ExecuteStatement",
  "BatchExecuteStatement",
  "ExecuteTransaction",
]);

export function writesTables(call: AwsCall): boolean {
  return call.service === "dynamodb" && writes.has(call.operation);
}

/** The tables a call may have written to; `undefined` if its body does not name them, as a statement of PartiQL does not. */
export function tablesWritten(call: AwsCall): readonly string[] | undefined {
  const body = jsonBody(call);
  const inTransaction = listAt(body, "TransactItems").flatMap((item) =>
    isObject(item) ? Object.keys(item).map((action) => stringAt(objectAt(item, action), "TableName")) : [],
  );
  const named = [stringAt(body, "TableName"), ...Object.keys(objectAt(body, "RequestItems")), ...inTransaction];
  const names = named.flatMap((name) => (name === undefined ? [] : tableNameOf(name)));
  return names.length > 0 ? [...new Set(names)] : undefined;
}

/** Forwards under the install's own key and one region, whatever the caller signed with: together they name the database. */
export function dynamoDbBackend(port: number, installKey: string): Backend {
  const credential = `Credential=${installKey}/20260101/local/dynamodb/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=host, Signature=unchecked`;
  return (call): Promise<AwsAnswer> => forward(port, call, { authorization });
}
