import type { AwsAnswer, AwsCall, Backend } from "./call.ts";
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

/** Forwards under the install's own key and one region, whatever the caller signed with: together they name the database. */
export function dynamoDbBackend(port: number, installKey: string): Backend {
  const credential = `Credential=${installKey}/20260101/local/dynamodb/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=host, Signature=unchecked`;
  return (call): Promise<AwsAnswer> => forward(port, call, { authorization });
}
