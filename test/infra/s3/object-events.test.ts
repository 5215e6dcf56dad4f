import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { afterAll, beforeEach, expect, it } from "vitest";
import { createClock } from "../../../infra/local/clock.ts";
import { openFront } from "../../../infra/local/front.ts";
import { startPlumbing } from "../../../infra/local/plumbing.ts";
import { fakeRuntime, settle } from "../plumbing/fakes.ts";
import { arnOf, bucket, clientConfig, rule } from "../resources.ts";

const heard = arnOf.lambda("heard");
const told: { detail: Record<string, unknown> }[] = [];
const EventBridgeEnabled = true;
const customised = { BucketName: "customised", NotificationConfiguration: { EventBridgeConfiguration: {} } };
const resources = [
  {
    ...bucket("media"),
    properties: { NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled } } },
  },
  { ...bucket("customised-notifications"), type: "Custom::S3BucketNotifications", properties: customised },
  bucket("customised"),
  bucket("silent"),
  rule("objects", { EventPattern: { source: ["aws.s3"] }, Targets: [{ Id: "heard", Arn: heard }] }),
];

const clock = createClock();
const front = await openFront({ clock });
await front.create(resources);
const runtime = fakeRuntime({ [heard]: (event: (typeof told)[number]) => void told.push(event) });
const plumbing = await startPlumbing({ resources, front, clock, runtime });
const s3 = new S3Client(clientConfig(front, arnOf.lambda("uploader")));
beforeEach(() => void told.splice(0));
afterAll(async () => {
  await plumbing.stop();
  await front.stop();
});

const put = (Bucket: string, Key: string) => s3.send(new PutObjectCommand({ Bucket, Key, Body: "hello" }));
const reasons = async () => {
  await settle(plumbing, runtime);
  return told.map(({ detail }) => detail.reason);
};

it("tells of an object in EventBridge's own shape", async () => {
  await put("media", "a b/é.png");
  expect(await reasons()).toEqual(["PutObject"]);
  expect(told[0]).toEqual({
    version: "0",
    id: expect.any(String),
    "detail-type": "Object Created",
    source: "aws.s3",
    account: "000000000000",
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    region: "eu-west-1",
    resources: [arnOf.bucket("media")],
    detail: {
      version: "0",
      bucket: { name: "media" },
      object: {
        key: "a b/é.png",
        size: 5,
        etag: "5d41402abc4b2a76b9719d911017c592",
        sequencer: expect.stringMatching(/^[0-9A-F]{16}$/),
      },
      "request-id": expect.stringMatching(/^\w+$/),
      requester: "000000000000",
      "source-ip-address": "127.0.0.1",
      reason: "PutObject",
    },
  });
});

it("tells how each object came to be, with its size, in order", async () => {
  const { url, fields } = await createPresignedPost(s3, { Bucket: "media", Key: "form" });
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  body.append("file", new Blob(["1234567"]));
  await fetch(url, { method: "POST", body });
  await s3.send(new CopyObjectCommand({ Bucket: "media", Key: "copy", CopySource: "media/form" }));
  const parts = { Bucket: "media", Key: "parts" };
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand(parts));
  const { ETag } = await s3.send(new UploadPartCommand({ ...parts, UploadId, PartNumber: 1, Body: "hello" }));
  const MultipartUpload = { Parts: [{ ETag, PartNumber: 1 }] };
  await s3.send(new CompleteMultipartUploadCommand({ ...parts, UploadId, MultipartUpload }));
  expect(await reasons()).toEqual(["PostObject", "CopyObject", "CompleteMultipartUpload"]);
  const objects = told.map(({ detail }) => detail.object as { size: number; sequencer: string });
  expect(objects.map(({ size }) => size)).toEqual([7, 7, 5]);
  expect(objects.map(({ sequencer }) => sequencer)).toEqual(objects.map(({ sequencer }) => sequencer).toSorted());
});

it("tells of objects that are gone", async () => {
  await put("media", "x & y");
  await put("media", "z");
  await settle(plumbing, runtime);
  told.splice(0);
  await s3.send(new DeleteObjectCommand({ Bucket: "media", Key: "z" }));
  await s3.send(
    new DeleteObjectsCommand({ Bucket: "media", Delete: { Objects: [{ Key: "x & y" }, { Key: "nor there" }] } }),
  );
  await s3.send(new DeleteObjectCommand({ Bucket: "media", Key: "never there" }));
  expect(await reasons()).toEqual(["DeleteObject", "DeleteObject"]);
  expect(told).toMatchObject(
    ["z", "x & y"].map((key) => ({
      "detail-type": "Object Deleted",
      detail: { object: { key }, "deletion-type": "Permanently Deleted" },
    })),
  );
});

it("does so for a bucket CDK has turned it on for by a resource of its own, and for no other", async () => {
  await put("customised", "a");
  await put("silent", "a");
  expect(await reasons()).toEqual(["PutObject"]);
  expect(told[0]?.detail.bucket).toEqual({ name: "customised" });
});

it("says nothing of what was refused", async () => {
  await expect(
    s3.send(new PutObjectCommand({ Bucket: "media", Key: "r", Body: "x", ChecksumCRC32: "AAAAAA==" })),
  ).rejects.toThrow();
  expect(await reasons()).toEqual([]);
});
