import { gunzipSync } from "node:zlib";
import { GetObjectCommand, ListBucketsCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { type AuditLine, hourPrefix, readLine } from "#domain/audit-line.ts";
import { inParallel } from "../check-table/reader.ts";
import type { Key } from "../check-table/violation.ts";
import type { Reach } from "../reach.ts";

/** The audit log of a stage: in the bucket of this name, or the one CloudFormation made for it. */
export async function openLog({ settings, beginning }: Pick<Reach, "settings" | "beginning">, named?: string) {
  const client = new S3Client({ ...settings, forcePathStyle: settings.endpoint !== undefined });
  const Bucket = named ?? (await onlyBucket(client, `${beginning}audit`));

  async function keysUnder(Prefix: string, MaxKeys?: number): Promise<string[]> {
    const keys: string[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await client.send(new ListObjectsV2Command({ Bucket, Prefix, MaxKeys, ContinuationToken }));
      keys.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
      ContinuationToken = MaxKeys === undefined ? page.NextContinuationToken : undefined;
    } while (ContinuationToken !== undefined);
    return keys;
  }

  async function read(Key: string): Promise<string[]> {
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
    const text = gunzipSync((await Body?.transformToByteArray()) ?? new Uint8Array()).toString();
    return text.split("\n").filter((line) => line !== "");
  }

  return {
    Bucket,
    /** An item's changes of an hour such as `2027-03-01T19`, in no order, some perhaps twice. */
    async changesOf({ pk, sk }: Key, hour: string): Promise<AuditLine[]> {
      const keys = await keysUnder(hourPrefix(hour));
      const mark = `"pk":${JSON.stringify(pk)}`;
      const found = await inParallel(keys, async (key) => (await read(key)).filter((line) => line.includes(mark)));
      const lines = found.flat().map(readLine);
      return lines.filter((line) => line.pk === pk && line.sk === sk);
    },
    /** Whether there are batches that the relay could not handle: what they hold is in no hour. */
    hasPutAway: async () => (await keysUnder("aws/lambda/", 1)).length > 0,
  };
}

async function onlyBucket(client: S3Client, beginning: string): Promise<string> {
  const names: string[] = [];
  for (
    let ContinuationToken: string | undefined, first = true;
    first || ContinuationToken !== undefined;
    first = false
  ) {
    const page = await client.send(new ListBucketsCommand({ ContinuationToken }));
    names.push(...(page.Buckets ?? []).flatMap(({ Name = "" }) => (Name.startsWith(beginning) ? Name : [])));
    ContinuationToken = page.ContinuationToken;
  }
  const [name, another] = names;
  if (name !== undefined && another === undefined) return name;
  throw new Error(
    `${name ? `There are several buckets: ${names.join(", ")}` : `There is no bucket ${beginning}…`}. Name it with --bucket`,
  );
}
