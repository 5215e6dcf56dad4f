import { expect, it } from "vitest";
import type { AwsCall } from "../../../infra/local/front/call.ts";
import { signatures } from "../../../infra/local/signature/signatures.ts";

/** The examples of the S3 API Reference, "Signature Calculations for the Authorization Header" and "Using Query Parameters". */
const key = "AKIAIOSFODNN7EXAMPLE";
const secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const now = () => Date.UTC(2013, 4, 24);
const keys = {
  keyOf: (id: string) => (id === key ? { accessKeyId: key, secretAccessKey: secret } : undefined),
  region: () => "us-east-1",
};
const gate = signatures({ clock: { now }, ...keys });
const empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const host = "examplebucket.s3.amazonaws.com";
const scope = `${key}/20130524/us-east-1/s3/aws4_request`;
const date = "20130524T000000Z";

type Example = Pick<AwsCall, "method" | "path"> & { headers: Record<string, string>; body?: string };

async function status({ body = "", ...call }: Example): Promise<number> {
  const caller = { kind: "other", accessKeyId: key } as const;
  const whole = { service: "s3", operation: "Any", caller, ...call, body: Buffer.from(body) };
  const passed = { status: 200, headers: {}, body: Buffer.alloc(0) };
  return (await gate(whole, async () => passed)).status;
}

function signed(names: string, signature: string, headers: Record<string, string> = {}) {
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope},SignedHeaders=${names},Signature=${signature}`;
  return { host, "x-amz-date": date, "x-amz-content-sha256": empty, authorization, ...headers };
}

const examples: Record<string, Example> = {
  "GET Object": {
    method: "GET",
    path: "/test.txt",
    headers: signed(
      "host;range;x-amz-content-sha256;x-amz-date",
      "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
      { range: "bytes=0-9" },
    ),
  },
  "PUT Object": {
    method: "PUT",
    path: "/test$file.text",
    headers: signed(
      "date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class",
      "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
      {
        date: "Fri, 24 May 2013 00:00:00 GMT",
        "x-amz-storage-class": "REDUCED_REDUNDANCY",
        "x-amz-content-sha256": "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072",
      },
    ),
    body: "Welcome to Amazon S3.",
  },
  "GET Bucket Lifecycle": {
    method: "GET",
    path: "/?lifecycle",
    headers: signed(
      "host;x-amz-content-sha256;x-amz-date",
      "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
    ),
  },
  "Get Bucket (List Objects)": {
    method: "GET",
    path: "/?max-keys=2&prefix=J",
    headers: signed(
      "host;x-amz-content-sha256;x-amz-date",
      "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
    ),
  },
  "a presigned URL": {
    method: "GET",
    path: `/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${encodeURIComponent(scope)}&X-Amz-Date=${date}&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404`,
    headers: { host },
  },
};

it.each(Object.entries(examples))("takes AWS's own example: %s", async (_, example) => {
  expect(await status(example)).toBe(200);
  expect(await status({ ...example, path: `${example.path}x` })).toBe(403);
});
