import { setTimeout as wait } from "node:timers/promises";
import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
  TransactGetCommand,
} from "@aws-sdk/lib-dynamodb";
import { type Known, nameOf } from "./judge.ts";
import { misplaced, type Raw } from "./stored.ts";
import type { Key } from "./violation.ts";

/** What the check has cost so far. */
export type Cost = { items: number; requests: number; readUnits: number };

export type Source = {
  readonly client: DynamoDBDocumentClient;
  readonly TableName: string;
  /** Where archived items are; both tables are checked as one. */
  readonly archive?: string | undefined;
  /** Read units a second not to exceed in the long run; as fast as it goes without. */
  readonly rate?: number | undefined;
};

/** The SDK's types know no table. DynamoDB keeps no item, and gives no key, without the two attributes of its key. */
const keyed = (attributes: Readonly<Record<string, unknown>>) => attributes as Raw;

/** An item with what is wrong about the table it is in, if anything. */
function placed(item: Raw, isArchive: boolean): Raw {
  if ((item.archivedAt !== undefined) === isArchive) return item;
  return { ...item, [misplaced]: isArchive ? "is in the archive and does not say so" : "says it is in the archive" };
}
const inBoth = (item: Raw): Raw => ({ ...item, [misplaced]: "is in the table and in its archive" });

type Metered = { readonly CapacityUnits?: number | undefined };
export type Reader = ReturnType<typeof openReader>;

/** DynamoDB's most keys in one BatchGetItem, and in one TransactGetItems. */
const perRequest = 100;
/** Requests at the same time. */
const width = 8;

/** Reads a table and counts what that costs. Items are read strongly, so that what is found missing is missing. */
export function openReader({ client, TableName, archive, rate }: Source) {
  const tables = archive === undefined ? [TableName] : [TableName, archive];
  const cost: Cost = { items: 0, requests: 0, readUnits: 0 };
  const begun = performance.now();
  const ReturnConsumedCapacity = "TOTAL" as const;

  async function count(consumed: Metered | readonly Metered[] | undefined): Promise<void> {
    cost.requests++;
    for (const { CapacityUnits = 0 } of [consumed ?? []].flat()) cost.readUnits += CapacityUnits;
    const early = rate ? (cost.readUnits / rate) * 1000 - (performance.now() - begun) : 0;
    if (early > 0) await wait(early);
  }

  type Walk = { readonly limit: number; readonly segments: number };

  /** All items of both tables, page by page. */
  async function* pages(walk: Walk): AsyncGenerator<Raw[]> {
    yield* pagesOf(TableName, walk);
    if (archive === undefined) return;
    for await (const page of pagesOf(archive, walk)) {
      const keys = page.map(({ pk, sk }) => ({ pk, sk }));
      const here = new Set((await fetched(TableName, keys)).map(nameOf));
      yield page.map((item) => (here.has(nameOf(item)) ? inBoth(item) : item));
    }
  }

  /** One table's items; of several segments, one page of each at a time. */
  async function* pagesOf(Table: string, { limit, segments }: Walk): AsyncGenerator<Raw[]> {
    let open: { Segment: number; ExclusiveStartKey: Key | undefined }[] = Array.from({ length: segments }, (_, at) => ({
      Segment: at,
      ExclusiveStartKey: undefined,
    }));
    while (open.length > 0) {
      const answers = await Promise.all(
        open.map(async (at) => {
          const parallel = segments > 1 && { ...at, TotalSegments: segments };
          const page = { Limit: limit, ExclusiveStartKey: at.ExclusiveStartKey, ...parallel };
          const input = { TableName: Table, ConsistentRead: true, ReturnConsumedCapacity, ...page };
          const answer = await client.send(new ScanCommand(input));
          await count(answer.ConsumedCapacity);
          return { ...answer, Segment: at.Segment };
        }),
      );
      yield answers.flatMap(({ Items = [] }) => Items.map((item) => placed(keyed(item), Table === archive)));
      open = answers.flatMap(({ Segment, LastEvaluatedKey }) =>
        LastEvaluatedKey ? [{ Segment, ExclusiveStartKey: keyed(LastEvaluatedKey) }] : [],
      );
    }
  }

  /** Adds these items to what is known. What is not in the table is looked for in the archive. */
  async function read(keys: readonly Key[], known: Known): Promise<void> {
    for (const key of keys) known.set(nameOf(key), undefined);
    let missing = keys;
    for (const Table of tables) {
      for (const item of await fetched(Table, missing)) known.set(nameOf(item), item);
      missing = missing.filter((key) => known.get(nameOf(key)) === undefined);
    }
  }

  /** Those of these items that one of the tables has. */
  async function fetched(Table: string, keys: readonly Key[]): Promise<Raw[]> {
    const parts = await inParallel(inParts(keys), async (part) => {
      const found: Raw[] = [];
      for (let Keys: readonly Key[] = part; Keys.length > 0; ) {
        const RequestItems = { [Table]: { Keys: [...Keys], ConsistentRead: true } };
        const answer = await client.send(new BatchGetCommand({ RequestItems, ReturnConsumedCapacity }));
        await count(answer.ConsumedCapacity);
        found.push(...(answer.Responses?.[Table] ?? []).map((item) => placed(keyed(item), Table === archive)));
        const left = answer.UnprocessedKeys?.[Table]?.Keys?.map(keyed);
        if (left?.length === Keys.length) await wait(100);
        Keys = left ?? [];
      }
      return found;
    });
    return parts.flat();
  }

  /** The items as they are at one moment, if they fit one transaction; else one after the other. */
  async function snapshot(keys: readonly Key[]): Promise<Known> {
    const known: Known = new Map();
    const TransactItems = tables.flatMap((TableName) => keys.map((Key) => ({ Get: { TableName, Key } })));
    for (let attempt = 0; TransactItems.length <= perRequest && attempt < 5; attempt++) {
      try {
        const answer = await client.send(new TransactGetCommand({ TransactItems, ReturnConsumedCapacity }));
        await count(answer.ConsumedCapacity);
        for (const [at, key] of keys.entries()) {
          const [here, there] = [answer.Responses?.[at]?.Item, answer.Responses?.[at + keys.length]?.Item];
          const item = here ?? there;
          known.set(nameOf(key), item && (here && there ? inBoth(keyed(here)) : placed(keyed(item), !here)));
        }
        return known;
      } catch (error) {
        // Somebody is writing one of them.
        if (!(error instanceof Error) || error.name !== "TransactionCanceledException") throw error;
        await wait(50 * 2 ** attempt);
      }
    }
    await read(keys, known);
    return known;
  }

  /** What a query finds in both tables, page by page; what moves meanwhile, once. */
  async function* query(params: object): AsyncGenerator<Raw[]> {
    const seen = new Set<string>();
    for (const Table of tables) {
      for await (const page of queried(Table, params)) {
        const fresh = page.filter((key) => !seen.has(nameOf(key)));
        for (const key of fresh) seen.add(nameOf(key));
        yield fresh;
      }
    }
  }

  async function* queried(Table: string, params: object): AsyncGenerator<Raw[]> {
    const input = { ...params, TableName: Table, Limit: perRequest, ReturnConsumedCapacity };
    for (let ExclusiveStartKey: QueryCommandInput["ExclusiveStartKey"], first = true; first || ExclusiveStartKey; ) {
      first = false;
      const answer = await client.send(new QueryCommand({ ...input, ExclusiveStartKey }));
      await count(answer.ConsumedCapacity);
      yield (answer.Items ?? []).map(keyed);
      ExclusiveStartKey = answer.LastEvaluatedKey;
    }
  }

  return { cost, pages, read, snapshot, query };
}

function inParts<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / perRequest) }, (_, at) =>
    all.slice(at * perRequest, (at + 1) * perRequest),
  );
}

/** Does the work for all, a few at a time. */
export async function inParallel<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (let from = 0; from < all.length; from += width) {
    done.push(...(await Promise.all(all.slice(from, from + width).map(work))));
  }
  return done;
}
