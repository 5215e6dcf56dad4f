import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, ListBucketsCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { ListQueuesCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { asOperator } from "#test/support/operator.ts";
import { stack } from "#test/support/this-stack.ts";

/** A text that is kept somewhere, and where. */
export type Kept = { readonly where: string; readonly text: string };

/** Everything the stack keeps: each item of each table and index, each object, each waiting message, and its log. */
export async function everythingKept(): Promise<Kept[]> {
  const parts = await Promise.all([items(), objects(), messages()]);
  const { log } = stack();
  return [...parts.flat(), ...(log ? [{ where: "log", text: readFileSync(log, "utf8") }] : [])];
}

/** What of it holds any of these texts, whatever their case. */
export async function keptOf(texts: readonly string[]): Promise<string[]> {
  const all = await everythingKept();
  return all.flatMap(({ where, text }) => {
    const found = texts.filter((each) => text.toLowerCase().includes(each.toLowerCase()));
    return found.map((each) => `${each} in ${where}`);
  });
}

async function items(): Promise<Kept[]> {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(await asOperator()));
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  const found: Kept[] = [];
  for (const TableName of TableNames.filter((name) => !name.startsWith("race-"))) {
    for (const IndexName of [undefined, "gsi1", "gsi2", "gsi3"]) {
      for (let ExclusiveStartKey: Record<string, unknown> | undefined; ; ) {
        const scan = new ScanCommand({ TableName, ExclusiveStartKey, ...(IndexName && { IndexName }) });
        const { Items = [], LastEvaluatedKey } = await client.send(scan);
        const where = `${IndexName ?? "table"} ${TableName}`;
        found.push(...Items.map((item) => ({ where: `${where} ${item.pk} / ${item.sk}`, text: JSON.stringify(item) })));
        ExclusiveStartKey = LastEvaluatedKey;
        if (!ExclusiveStartKey) break;
      }
    }
  }
  return found;
}

async function objects(): Promise<Kept[]> {
  const s3 = new S3Client({ ...(await asOperator()), forcePathStyle: true });
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  const found: Kept[] = [];
  for (const { Name: Bucket } of Buckets) {
    for (let ContinuationToken: string | undefined; ; ) {
      const page = await s3.send(new ListObjectsV2Command({ Bucket, ContinuationToken }));
      for (const { Key } of page.Contents ?? []) {
        const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
        const bytes = Buffer.from((await Body?.transformToByteArray()) ?? []);
        const text = Key?.endsWith(".gz") ? gunzipSync(bytes).toString() : bytes.toString();
        found.push({ where: `s3 ${Bucket} ${Key}`, text });
      }
      ContinuationToken = page.NextContinuationToken;
      if (!ContinuationToken) break;
    }
  }
  return found;
}

/** Looked at without taking them: they are seen by others at once. */
async function messages(): Promise<Kept[]> {
  const client = new SQSClient({ ...(await asOperator()), useQueueUrlAsEndpoint: false });
  const { QueueUrls = [] } = await client.send(new ListQueuesCommand({}));
  const found: Kept[] = [];
  for (const QueueUrl of QueueUrls) {
    const look = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 });
    const { Messages = [] } = await client.send(look);
    found.push(...Messages.map(({ Body = "" }) => ({ where: QueueUrl, text: Body })));
  }
  return found;
}
