import { gunzipSync } from "node:zlib";
import { GetObjectCommand, ListBucketsCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { hourOf, hourPrefix } from "#domain/audit-line.ts";
import { readFlags } from "#infra/ops/history/flags.ts";
import { tellHistory } from "#infra/ops/history/run.ts";
import { asOperator } from "#test/support/operator.ts";
import { stack } from "#test/support/this-stack.ts";

/** The objects of these hours of the audit log, as text by key, as an operator reads the bucket. */
export async function auditLog(...moments: readonly string[]): Promise<Map<string, string>> {
  const s3 = new S3Client({ ...(await asOperator()), forcePathStyle: true });
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  const Bucket = Buckets.find(({ Name }) => /audit/i.test(Name ?? ""))?.Name;
  const found = new Map<string, string>();
  for (const hour of new Set(moments.map(hourOf))) {
    for (let ContinuationToken: string | undefined, first = true; first || ContinuationToken; first = false) {
      const page = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: hourPrefix(hour), ContinuationToken }));
      for (const { Key } of page.Contents ?? []) {
        const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
        found.set(Key ?? "", gunzipSync((await Body?.transformToByteArray()) ?? new Uint8Array()).toString());
      }
      ContinuationToken = page.NextContinuationToken;
    }
  }
  return found;
}

/** What `npm run history` says of the stack under test. */
export async function history(...args: readonly string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const flags = readFlags([...args, "--api", stack().api], {});
  const isKnown = await tellHistory(flags, { say: (text) => out.push(text), warn: (text) => err.push(text) });
  return { isKnown, text: out.join("\n"), warnings: err.join("\n"), json: () => out.map((line) => JSON.parse(line)) };
}
