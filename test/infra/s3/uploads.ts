import { Readable } from "node:stream";
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  type PutObjectCommandInput,
  PutObjectTaggingCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { freshKey, type Outcome, type Row, type Storage } from "./opened-storage.ts";
import { type How, sentBySdk } from "./sent-by-sdk.ts";

/** Checksums of other bodies than "hello". */
export const wrong = {
  CRC32: "AAAAAA==",
  CRC32C: "AAAAAA==",
  CRC64NVME: "AAAAAAAAAAA=",
  SHA1: "2jmj7l5rSw0yVb/vlWAYkK/YBwk=",
  SHA256: "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
};
const algorithms = ["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"] as const;
const etag = '"5d41402abc4b2a76b9719d911017c592"';
const large = 5 * 1_024 ** 3 + 1;

const stream = (ContentLength = 5) => ({ Body: Readable.from(["hello"]), ContentLength });
/** Sends these chunks instead. */
const chunks = (text: string, crc?: string): How => ({
  after: (request) => {
    const trailer = crc ? `x-amz-checksum-crc32:${crc}\r\n` : "";
    request.body = `${text.length.toString(16)}\r\n${text}\r\n0\r\n${trailer}\r\n`;
  },
});

/** What S3 asks of what is put into it. */
export function uploads(s3: Storage): Row[] {
  const { put, get, send } = sentBySdk(s3);
  const at = (Key: string, input: Partial<PutObjectCommandInput>) => () => put({ Key, ...input });
  const checksums = algorithms.flatMap((name): Row[] => [
    [`a right ${name}`, () => put({ ChecksumAlgorithm: name }), 200],
    [`a wrong ${name}`, () => put({ [`Checksum${name}`]: wrong[name] }), 400, "BadDigest"],
  ]);
  return [
    ["If-None-Match where there is nothing", at(freshKey(), { IfNoneMatch: "*" }), 200],
    ["If-None-Match where there is something", at("there.txt", { IfNoneMatch: "*" }), 412, "PreconditionFailed"],
    [
      "two at once with If-None-Match",
      () => theRefusedOf(at("raced", { IfNoneMatch: "*" })),
      412,
      "PreconditionFailed",
    ],
    ["If-None-Match with an ETag", at(freshKey(), { IfNoneMatch: etag }), 501, "NotImplemented"],
    ["If-Match where there is nothing", at(freshKey(), { IfMatch: etag }), 404, "NoSuchKey"],
    ["If-Match with another ETag", at("there.txt", { IfMatch: '"abc"' }), 412, "PreconditionFailed"],
    ["If-Match with its ETag", at("there.txt", { IfMatch: etag, ContentType: "text/plain" }), 200],
    ...checksums,
    ["a checksum of no length it could have", () => put({ ChecksumCRC32: "AAAA" }), 400, "InvalidRequest"],
    ["two checksums", () => put({ ChecksumCRC32: "NhCmhg==", ChecksumSHA1: wrong.SHA1 }), 400, "InvalidRequest"],
    ["a wrong Content-MD5", () => put({ ContentMD5: "1B2M2Y8AsgTpgAmY7PhCfg==" }), 400, "BadDigest"],
    ["a Content-MD5 that is none", () => put({ ContentMD5: "abc" }), 400, "InvalidDigest"],
    ["a trailer of another body", () => put(stream(), chunks("hullo", "NhCmhg==")), 400, "BadDigest"],
    ["a trailer that does not come", () => put(stream(), chunks("hello")), 400, "MalformedTrailerError"],
    ["fewer bytes than declared", () => put(stream(), chunks("hell", "NhCmhg==")), 400, "IncompleteBody"],
    ["12 MiB", () => put({ Body: Buffer.alloc(12 * 1_024 ** 2) }), 200],
    ["more than 5 GB", () => put(stream(large), chunks("hello", "NhCmhg==")), 400, "EntityTooLarge"],
    ["2 KB of metadata", () => put({ Metadata: { a: "x".repeat(2_047) } }), 200],
    ["more metadata", () => put({ Metadata: { a: "x".repeat(2_048) } }), 400, "MetadataTooLarge"],
    ["a key of 1,024 bytes", () => put({ Key: "é".repeat(512) }), 200],
    ["a key of more", () => put({ Key: `${"é".repeat(512)}a` }), 400, "KeyTooLongError"],
    ["a bucket that does not exist", () => put({ Bucket: "nowhere" }), 404, "NoSuchBucket"],
    ["reading what is not there", () => get("nothing"), 404, "NoSuchKey"],
    ["parts, completed", parts, 200],
    ["tags, which are not emulated", tagged, 501, "NotImplemented"],
    ["a copy", () => send((it) => it.send(new CopyObjectCommand({ ...copy, CopySource: "media/there.txt" }))), 200],
    ["deleting what is there", () => send((it) => it.send(new DeleteObjectCommand(copy))), 204],
  ];

  function tagged(): Promise<Outcome> {
    const operator = { credentials: { accessKeyId: "operator", secretAccessKey: "operator" } };
    return send((client) => client.send(new PutObjectTaggingCommand(tags)), { config: operator });
  }

  async function parts(): Promise<Outcome> {
    const upload = { Bucket: "media", Key: "parts" };
    const { UploadId } = await s3.client().send(new CreateMultipartUploadCommand(upload));
    const part = { ...upload, UploadId, PartNumber: 1 };
    const { ETag } = await s3.client().send(new UploadPartCommand({ ...part, Body: "hello" }));
    const MultipartUpload = { Parts: [{ ETag, PartNumber: 1 }] };
    return send((it) => it.send(new CompleteMultipartUploadCommand({ ...upload, UploadId, MultipartUpload })));
  }
}

const tags = { Bucket: "media", Key: "there.txt", Tagging: { TagSet: [{ Key: "a", Value: "b" }] } };
const copy = { Bucket: "media", Key: "copied" };

/** Of two at once one is taken. */
async function theRefusedOf(act: () => Promise<Outcome>): Promise<Outcome> {
  const [refused, taken] = (await Promise.all([act(), act()])).toSorted((a, b) => b.status - a.status);
  if (taken?.status !== 200 || !refused) throw new Error("Neither was taken");
  return refused;
}
