import { gunzipSync } from "node:zlib";
import { GetObjectCommand, ListBucketsCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { asOperator } from "#test/support/operator.ts";
import { aPaidOrder } from "#test/support/purchases.ts";
import { everythingSettles, now } from "#test/support/when.ts";

type Line = {
  readonly sequence: string;
  readonly change: string;
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
};

/** The hour a moment belongs to, as the log's keys begin. */
const hourOf = (at: string) => `changes/date=${at.slice(0, 10)}/hour=${at.slice(11, 13)}/`;

/** The objects of an hour of the log, by key. */
async function log(Prefix: string): Promise<Map<string, string>> {
  const s3 = new S3Client({ ...(await asOperator()), forcePathStyle: true });
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  const Bucket = Buckets.find(({ Name }) => /audit/i.test(Name ?? ""))?.Name;
  const found = new Map<string, string>();
  for (let ContinuationToken: string | undefined; ; ) {
    const page = await s3.send(new ListObjectsV2Command({ Bucket, Prefix, ContinuationToken }));
    for (const { Key } of page.Contents ?? []) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      found.set(Key ?? "", gunzipSync((await Body?.transformToByteArray()) ?? new Uint8Array()).toString());
    }
    ContinuationToken = page.NextContinuationToken;
    if (!ContinuationToken) return found;
  }
}

describe("the audit log", () => {
  it("holds an order's whole life, by hour, and nothing that says who a person is", async () => {
    const { orderId, order, buyer } = await aPaidOrder();
    await everythingSettles();
    const hours = new Set([order.createdAt, (await now()).toISOString()].map(hourOf));
    const logs = await Promise.all([...hours].map(log));
    const objects = new Map(logs.flatMap((log) => [...log]));
    for (const key of objects.keys())
      expect(key).toMatch(/^changes\/date=\d{4}-\d\d-\d\d\/hour=\d\d\/(archive-)?\d+\.ndjson\.gz$/);
    const text = [...objects.values()].join("\n");
    const lines = text.split("\n").map((line): Line => JSON.parse(line));
    const life = lines.filter(({ after }) => after?.pk === `order#${orderId}`);
    expect(life.map(({ change, after }) => [change, after?.status, after?.version])).toEqual([
      ["INSERT", "pending", 1],
      ["MODIFY", "pending", 2],
      ["MODIFY", "confirmed", 3],
    ]);
    for (const secret of [buyer.email, buyer.password, "argon2id", "Haddad"]) expect(text).not.toContain(secret);
  });
});
