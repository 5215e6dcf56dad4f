import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { env } from "#platform/env.ts";

const client = new S3Client({});

export async function putAudit(key: string, gzipped: Uint8Array): Promise<void> {
  await client.send(
    new PutObjectCommand({
      Bucket: env("AUDIT_BUCKET"),
      Key: key,
      Body: gzipped,
      ContentType: "application/x-ndjson",
      ContentEncoding: "gzip",
    }),
  );
}
