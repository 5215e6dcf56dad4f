import * as z from "zod";
import { ofType, propertiesOf } from "../front/resource-properties.ts";
import type { Resource } from "../seams.ts";

/** Names of the key attributes: the partition key, then the sort key if there is one. */
export type Keys = readonly [partition: string] | readonly [partition: string, sort: string];
export type IndexSchema = {
  readonly name: string;
  readonly keys: Keys;
  readonly projection: "ALL" | "KEYS_ONLY" | "INCLUDE";
  /** With INCLUDE: what an entry holds besides the keys. */
  readonly included: readonly string[];
};
export type TableSchema = { readonly name: string; readonly keys: Keys; readonly indexes: readonly IndexSchema[] };
/** By table name. */
export type TableSchemas = ReadonlyMap<string, TableSchema>;

const KeySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(["HASH", "RANGE"]) }));
const Projection = z.object({
  ProjectionType: z.enum(["ALL", "KEYS_ONLY", "INCLUDE"]),
  NonKeyAttributes: z.array(z.string()).default([]),
});
const Index = z.object({ IndexName: z.string(), KeySchema, Projection });
const Table = z.object({
  KeySchema,
  GlobalSecondaryIndexes: z.array(Index).default([]),
  LocalSecondaryIndexes: z.array(Index).default([]),
});

/** Keys and indexes of the template's tables. */
export function tableSchemas(resources: readonly Resource[]): TableSchemas {
  const tables = ofType(resources, "AWS::DynamoDB::GlobalTable", "AWS::DynamoDB::Table").map((resource) => {
    const { KeySchema, GlobalSecondaryIndexes, LocalSecondaryIndexes } = propertiesOf(resource, Table);
    const indexes = [...GlobalSecondaryIndexes, ...LocalSecondaryIndexes].map(
      ({ IndexName, KeySchema, Projection: { ProjectionType, NonKeyAttributes } }): IndexSchema => ({
        ...{ name: IndexName, keys: keysOf(KeySchema), projection: ProjectionType, included: NonKeyAttributes },
      }),
    );
    return { name: resource.ref, keys: keysOf(KeySchema), indexes };
  });
  return new Map(tables.map((table) => [table.name, table]));
}

function keysOf(schema: z.output<typeof KeySchema>): Keys {
  const named = (type: string) => schema.find(({ KeyType }) => KeyType === type)?.AttributeName;
  const sort = named("RANGE");
  return sort === undefined ? [named("HASH") ?? ""] : [named("HASH") ?? "", sort];
}

/** A call may name a table by its ARN. */
export function tableNameOf(nameOrArn: unknown): string {
  return String(nameOrArn).replace(/^arn:[^/]*:table\//, "");
}
