import { Readable } from "node:stream";
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { forms, posting } from "./forms.ts";
import { openStorage, type Row, raw } from "./opened-storage.ts";
import { presignedUrls, presigning } from "./presigned-urls.ts";
import { sentBySdk } from "./sent-by-sdk.ts";
import { signedCalls } from "./signed-calls.ts";
import { preflights, shop, strangers } from "./strangers.ts";
import { uploads } from "./uploads.ts";

const s3 = await openStorage();
afterAll(s3.stop);
beforeAll(async () => {
  for (const Bucket of ["media", "public", "restricted"])
    await s3
      .client()
      .send(new PutObjectCommand({ Bucket, Key: "there.txt", Body: "hello", ContentType: "text/plain" }));
});

const tables: Record<string, Row[]> = {
  "a signed call": signedCalls(s3),
  "an upload": uploads(s3),
  "a presigned URL": presignedUrls(s3),
  "a form": forms(s3),
  "a stranger": strangers(s3),
  "a preflight": preflights(s3),
};
describe.each(Object.entries(tables))("S3 answers %s:", (_, rows) => {
  for (const [name, act, status, code] of rows)
    it(name, async () => {
      const { status: got, code: why } = await act();
      expect([got, why]).toEqual([status, code]);
    });
});

const post = posting(s3);
const { put } = sentBySdk(s3);
const signed = presigning(s3);
const read = (Key: string) => s3.client().send(new GetObjectCommand({ Bucket: "media", Key }));
const head = (Key: string) => s3.client().send(new HeadObjectCommand({ Bucket: "media", Key }));

describe("S3", () => {
  it("stores what a form brings, with its type and metadata", async () => {
    const Fields = { "Content-Type": "image/png", "x-amz-meta-by": "ana", "Cache-Control": "max-age=60" };
    await post({ Key: "shown.png", Fields });
    const { Body, ...stored } = await read("shown.png");
    expect(await Body?.transformToString()).toBe("1234567890");
    expect(stored).toMatchObject({ ContentType: "image/png", CacheControl: "max-age=60", Metadata: { by: "ana" } });
  });

  it("stores a form's file under its own name, without the folders", async () => {
    await post({ Key: `named/\${filename}` }, {}, { filename: "C:\\pictures\\cat.png" });
    expect((await head("named/cat.png")).ContentLength).toBe(10);
  });

  it("tells where a form's file is now", async () => {
    const { text, headers } = await post({ Key: "a & b.png", Fields: { success_action_status: "201" } });
    expect(text).toContain("<Bucket>media</Bucket><Key>a &amp; b.png</Key><ETag>");
    expect(headers.get("location")).toBe(s3.url("media/a%20%26%20b.png"));
    const moved = await post({ Key: "r.png", Fields: { success_action_redirect: "https://shop.example/?x=1" } });
    const { searchParams } = new URL(moved.headers.get("location") ?? "");
    expect(Object.fromEntries(searchParams)).toMatchObject({ x: "1", bucket: "media", key: "r.png" });
  });

  it("says which condition of a policy failed, and which fields it does not speak of", async () => {
    const quoted = ["eq", "$key", "posters/a.png"].map((part) => `&quot;${part}&quot;`).join(", ");
    const { text } = await post({}, { key: "b.png" });
    expect(text).toContain(`Invalid according to Policy: Policy Condition failed: [${quoted}]`);
    const extra = await post({}, { acl: "public-read" });
    expect(extra.text).toContain("Invalid according to Policy: Extra input fields: acl");
  });

  it("takes a chunked body apart", async () => {
    await put({ Key: "streamed", Body: Readable.from(["hel", "lo"]), ContentLength: 5 });
    const { Body, ContentEncoding } = await read("streamed");
    expect([await Body?.transformToString(), ContentEncoding]).toEqual(["hello", undefined]);
  });

  it("keeps what a presigned URL says of the object", async () => {
    await signed.put(signed.toPut({ Key: "told", Metadata: { by: "ana" } }));
    expect((await head("told")).Metadata).toEqual({ by: "ana" });
  });

  it("answers with the headers a signed URL asks for", async () => {
    const url = signed.toGet({ ResponseContentDisposition: 'attachment; filename="a.txt"' });
    const { headers } = await signed.get(url);
    expect(headers.get("content-disposition")).toBe('attachment; filename="a.txt"');
    expect(headers.get("content-type")).toBe("text/plain");
  });

  it("tells a preflight what the bucket allows", async () => {
    const asked = { ...shop, "access-control-request-headers": "Content-Type" };
    const { headers } = await raw(s3.url("media/x"), { method: "OPTIONS", headers: asked });
    expect(Object.fromEntries(headers)).toMatchObject({
      "access-control-allow-origin": "https://shop.example",
      "access-control-allow-methods": "GET, PUT, POST",
      "access-control-allow-headers": "content-type",
      "access-control-expose-headers": "ETag",
      "access-control-max-age": "600",
      vary: "Origin, Access-Control-Request-Headers, Access-Control-Request-Method",
    });
  });

  it.each([
    ["lets a page of an allowed origin read answers", "https://shop.example", "https://shop.example"],
    ["lets no other page do so", "https://evil.example", null],
  ])("%s, refusals too", async (_, origin, allowed) => {
    const answer = await signed.get(signed.toGet(), { headers: { origin } });
    expect([answer.status, answer.headers.get("access-control-allow-origin")]).toEqual([200, allowed]);
    const refused = await raw(s3.url("media/there.txt"), { headers: { origin } });
    expect([refused.status, refused.headers.get("access-control-allow-origin")]).toEqual([403, allowed]);
  });

  it("lets what was signed grow old by the clock", async () => {
    const [short, long] = [await signed.toPut({ expiresIn: 60 }), await signed.toPut({ expiresIn: 7_200 })];
    s3.clock.advance(3_600_000);
    const late = await signed.put(Promise.resolve(short));
    expect([late.status, late.code]).toEqual([403, "AccessDenied"]);
    expect(late.text).toContain("Request has expired");
    expect((await signed.put(Promise.resolve(long))).status).toBe(200);
    expect((await post()).text).toContain("Invalid according to Policy: Policy expired.");
    // The SDK learns the clock's time from the refusal, and signs again.
    expect(await put({}, { config: { maxAttempts: 2 } })).toEqual({ status: 200 });
  });
});
