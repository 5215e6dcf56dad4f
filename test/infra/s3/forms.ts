import type { S3Client, S3ClientConfig } from "@aws-sdk/client-s3";
import { createPresignedPost, type PresignedPostOptions } from "@aws-sdk/s3-presigned-post";
import { type Answer, type Row, raw, type Storage } from "./opened-storage.ts";
import { wrong } from "./uploads.ts";

type Fields = Readonly<Record<string, string | undefined>>;
type Changed = {
  readonly client?: S3Client;
  readonly url?: string;
  readonly file?: string | Uint8Array<ArrayBuffer> | null;
  readonly filename?: string;
  /** Fields behind the file. */
  readonly behind?: Readonly<Record<string, string>>;
};

/** Sends a form: the fields of a presigned post, some replaced or left out, then the file. */
export function posting(s3: Storage) {
  return async (
    given: Partial<PresignedPostOptions> = {},
    replaced: Fields = {},
    changed: Changed = {},
  ): Promise<Answer> => {
    const asked = { Bucket: "media", Key: "posters/a.png", ...given };
    const { url, fields } = await createPresignedPost(changed.client ?? s3.client(), asked);
    const body = new FormData();
    for (const [name, value] of Object.entries({ ...fields, ...replaced }))
      if (value !== undefined) body.append(name, value);
    const { file = "1234567890", filename = "a.png", behind = {} } = changed;
    if (file !== null) body.append("file", new Blob([file]), filename);
    for (const [name, value] of Object.entries(behind)) body.append(name, value);
    return raw(changed.url ?? url, { method: "POST", body });
  };
}

type Given = Partial<PresignedPostOptions>;
const typed: Given = { Fields: { "Content-Type": "image/png" } };
const anyImage: Given = { Conditions: [["starts-with", "$Content-Type", "image/"]] };
const sized: Given = { Conditions: [["content-length-range", 5, 10]] };
const told: Given = { Conditions: [["eq", "$x-amz-meta-a", "1"]] };
const named: Given = { Key: `posters/\${filename}` };
const withField = (name: string, value: string): Given => ({ Fields: { [name]: value } });
const anything = btoa('{"expiration":"2999-01-01T00:00:00Z","conditions":[]}');
const noForm = { method: "POST", headers: { "content-type": "multipart/form-data; boundary=x" }, body: "-" };

export function forms(s3: Storage): Row[] {
  const post = posting(s3);
  const type = (given: Given, value?: string) => () => post(given, { "Content-Type": value });
  const by = (config: S3ClientConfig) => () => post({}, {}, { client: s3.client(config) });
  const size = (given: Given, bytes: number) => () => post(given, {}, { file: new Uint8Array(bytes) });
  const elsewhere = { url: s3.url("public") };
  return [
    ["what it was signed for", () => post(), 204],
    ["status 200", () => post(withField("success_action_status", "200")), 200],
    ["status 201", () => post(withField("success_action_status", "201")), 201],
    ["a status S3 does not know", () => post(withField("success_action_status", "299")), 204],
    ["a redirect", () => post(withField("success_action_redirect", "https://shop.example/done")), 303],
    ["a redirect nowhere", () => post(withField("success_action_redirect", "done")), 204],
    ["another key", () => post({}, { key: "posters/b.png" }), 403, "AccessDenied"],
    ["no key", () => post({}, { key: undefined }), 400, "InvalidArgument"],
    ["a key under the prefix", () => post(named), 204],
    ["a key outside the prefix", () => post(named, { key: "elsewhere/x" }), 403, "AccessDenied"],
    ["another bucket", () => post({}, {}, elsewhere), 403, "AccessDenied"],
    ["another bucket, in the form too", () => post({}, { bucket: "public" }, elsewhere), 403, "AccessDenied"],
    ["an altered policy", () => post({}, { Policy: anything }), 403, "SignatureDoesNotMatch"],
    ["no policy", () => post({}, { Policy: undefined }), 403, "AccessDenied"],
    [
      "a policy behind the file",
      () => post({}, { Policy: undefined }, { behind: { Policy: anything } }),
      403,
      "AccessDenied",
    ],
    ["an altered signature", () => post({}, { "X-Amz-Signature": "00".repeat(32) }), 403, "SignatureDoesNotMatch"],
    ["no signature", () => post({}, { "X-Amz-Signature": undefined }), 400, "InvalidArgument"],
    ["no algorithm", () => post({}, { "X-Amz-Algorithm": undefined }), 400, "InvalidArgument"],
    ["another day than the credential's", () => post({}, { "X-Amz-Date": "20200101T000000Z" }), 400, "InvalidArgument"],
    ["a wrong secret", by(s3.wrongSecret), 403, "SignatureDoesNotMatch"],
    ["a key that does not exist", by(s3.someoneElse), 403, "InvalidAccessKeyId"],
    ["no token", () => post({}, { "X-Amz-Security-Token": undefined }), 403, "InvalidAccessKeyId"],
    ["a wrong token", by(s3.wrongToken), 400, "InvalidToken"],
    ["another region", by(s3.wrongRegion), 400, "AuthorizationQueryParametersError"],
    ["too late", () => post({ Expires: -1 }), 403, "AccessDenied"],
    ["the type", type(typed, "image/png"), 204],
    ["another type", type(typed, "image/svg+xml"), 403, "AccessDenied"],
    ["no type", type(typed), 403, "AccessDenied"],
    ["a type of the kind", type(anyImage, "image/webp"), 204],
    ["a type of another kind", type(anyImage, "text/html"), 403, "AccessDenied"],
    ["two types, one of another kind", type(anyImage, "image/png, text/html"), 403, "AccessDenied"],
    ["less than the least size", size(sized, 4), 400, "EntityTooSmall"],
    ["the least size", size(sized, 5), 204],
    ["the greatest size", size(sized, 10), 204],
    ["more than the greatest size", size(sized, 11), 400, "EntityTooLarge"],
    ["20 MiB", size({}, 20 * 1_024 ** 2), 204],
    ["a field the policy does not speak of", () => post({}, { "x-amz-meta-more": "1" }), 403, "AccessDenied"],
    ["a field to be ignored", () => post({}, { "x-ignore-me": "1" }), 204],
    ["a field behind the file", () => post({}, {}, { behind: { "x-amz-meta-more": "1" } }), 204],
    ["a condition by eq", () => post(told, { "x-amz-meta-a": "1" }), 204],
    ["a condition whose field is missing", () => post(told), 403, "AccessDenied"],
    [
      "a condition nobody knows",
      () => post({ Conditions: [["matches", "$key", ".*"] as never] }),
      400,
      "InvalidPolicyDocument",
    ],
    ["no file", () => post({}, {}, { file: null }), 400, "InvalidArgument"],
    [
      "fields of more than 20 KB",
      () => post(withField("x-amz-meta-a", "x".repeat(20_480))),
      400,
      "MaxPostPreDataLengthExceeded",
    ],
    ["metadata of more than 2 KB", () => post(withField("x-amz-meta-a", "x".repeat(2_048))), 400, "MetadataTooLarge"],
    ["a wrong checksum", () => post(withField("x-amz-checksum-sha1", wrong.SHA1)), 400, "BadDigest"],
    ["what is no form", () => raw(s3.url("media"), noForm), 400, "MalformedPOSTRequest"],
  ];
}
