import { tableNameOf } from "../../dynamodb/table-schema.ts";
import { jsonBody } from "../../front/call.ts";
import { listAt, objectAt } from "../../json.ts";
import { streamLabel } from "../../template/kinds/storage.ts";
import { asObject, each, type Need, type Needs, one } from "./need.ts";

export function dynamoDbNeeds(arn: (resource: string) => string): Needs {
  const table = (name: unknown) => arn(`table/${tableNameOf(name)}`);
  const onTable = (operation: string) => one(`dynamodb:${operation}`, ({ TableName }) => table(TableName));
  const onTableOrIndex = (operation: string) =>
    one(`dynamodb:${operation}`, ({ TableName, IndexName }) =>
      IndexName === undefined ? table(TableName) : `${table(TableName)}/index/${IndexName}`,
    );
  const onEachTable = (operation: string): Need => {
    const action = `dynamodb:${operation}`;
    return (call) =>
      Object.keys(objectAt(jsonBody(call), "RequestItems")).map((name) => ({ action, resource: table(name) }));
  };
  /** A transaction needs what each of its actions would need alone; for the whole, IAM has no action. */
  const onEachItem: Need = (call) =>
    listAt(jsonBody(call), "TransactItems").flatMap((item) =>
      Object.entries(asObject(item)).map(([action, entry]) => ({
        ...{ action: `dynamodb:${action}Item`, resource: table(asObject(entry).TableName) },
      })),
    );
  /** A stream's label is drawn when it is made; the template has another. A shard iterator begins with the ARN. */
  const onStream = (operation: string) =>
    one(`dynamodb:${operation}`, ({ StreamArn, ShardIterator }) => {
      const name = /table\/([^/]+)\/stream\//.exec(String(StreamArn ?? ShardIterator))?.[1];
      return `${table(name)}/stream/${streamLabel}`;
    });
  return {
    ...each(["GetItem", "PutItem", "UpdateItem", "DeleteItem", "DescribeTable"], onTable),
    ...each(["Query", "Scan"], onTableOrIndex),
    ...each(["BatchGetItem", "BatchWriteItem"], onEachTable),
    ...each(["TransactGetItems", "TransactWriteItems"], () => onEachItem),
    ...each(["DescribeStream", "GetShardIterator", "GetRecords"], onStream),
    ListStreams: one("dynamodb:ListStreams", () => "*"),
  };
}
