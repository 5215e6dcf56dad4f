import * as z from "zod";
import type { Front } from "../../front.ts";
import { StreamRecord } from "./records.ts";

export type Shard = { readonly id: string; readonly parent: string | undefined };
export type Page = { readonly records: StreamRecord[]; readonly next: string | undefined };

const Described = z.object({ Table: z.object({ LatestStreamArn: z.string().optional() }) });
const Stream = z.object({
  StreamDescription: z.object({
    Shards: z.array(z.object({ ShardId: z.string(), ParentShardId: z.string().optional() })),
    LastEvaluatedShardId: z.string().optional(),
  }),
});
const Iterator = z.object({ ShardIterator: z.string() });
const Records = z.object({ Records: z.array(StreamRecord), NextShardIterator: z.string().nullish() });

/** Where to read on from. */
export type Position = { readonly after: string } | "TRIM_HORIZON" | "LATEST";

/** The stream of one table, read with a function's permissions as Lambda's poller does. */
export async function openStream(front: Pick<Front, "call">, tableName: string, functionArn: string) {
  const ask = (operation: string, body: Record<string, unknown>, as = functionArn) =>
    front.call({ service: "dynamodb", operation, body, as });
  // The template cannot know the label AWS gives a stream, so the table is asked.
  const described = await ask("DescribeTable", { TableName: tableName }, "lambda.amazonaws.com");
  const StreamArn = Described.parse(described).Table.LatestStreamArn;
  if (StreamArn === undefined) throw new Error(`Table ${tableName} has no stream, but a mapping reads it`);

  async function iteratorAt(ShardId: string, position: Position): Promise<string> {
    const where =
      typeof position === "string"
        ? { ShardIteratorType: position }
        : { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: position.after };
    return Iterator.parse(await ask("GetShardIterator", { StreamArn, ShardId, ...where })).ShardIterator;
  }

  return {
    async shards(): Promise<Shard[]> {
      const found: Shard[] = [];
      let from: string | undefined;
      do {
        const { StreamDescription: page } = Stream.parse(
          await ask("DescribeStream", { StreamArn, ...(from && { ExclusiveStartShardId: from }) }),
        );
        found.push(...page.Shards.map((shard) => ({ id: shard.ShardId, parent: shard.ParentShardId })));
        from = page.LastEvaluatedShardId;
      } while (from !== undefined);
      return found;
    },
    /** Records expire after 24 hours; what a checkpoint points behind may be gone, and then reading starts at the oldest. */
    iterator(shardId: string, position: Position): Promise<string> {
      return iteratorAt(shardId, position).catch((error: Error) => {
        if (error.name !== "TrimmedDataAccessException") throw error;
        return iteratorAt(shardId, "TRIM_HORIZON");
      });
    },
    async read(ShardIterator: string, Limit: number): Promise<Page> {
      const page = Records.parse(await ask("GetRecords", { ShardIterator, Limit }));
      return { records: page.Records, next: page.NextShardIterator ?? undefined };
    },
  };
}

export type Stream = Awaited<ReturnType<typeof openStream>>;
