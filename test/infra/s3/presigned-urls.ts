import {
  GetObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3ClientConfig,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { freshKey, type Row, raw, type Storage } from "./opened-storage.ts";

type Signed = Partial<PutObjectCommandInput> & {
  readonly config?: S3ClientConfig;
  /** Signed so many seconds ago. */
  readonly ago?: number;
  readonly expiresIn?: number;
  readonly headers?: readonly string[];
};

/** URLs the SDK signs, and what is sent to them. */
export function presigning(s3: Storage) {
  /** Without a checksum, as one must sign for a body that is not there yet. */
  const plain: S3ClientConfig = { requestChecksumCalculation: "WHEN_REQUIRED" };
  const dated = (ago: number | undefined) => ago !== undefined && { signingDate: new Date(Date.now() - ago * 1_000) };
  return {
    toPut({ config = plain, ago, expiresIn = 60, headers = [], ...input }: Signed = {}) {
      const command = new PutObjectCommand({ Bucket: "media", Key: freshKey("signed"), ...input });
      const signableHeaders = new Set(["host", ...headers]);
      return getSignedUrl(s3.client(config), command, { expiresIn, signableHeaders, ...dated(ago) });
    },
    toGet(input: object = {}, ago?: number) {
      const command = new GetObjectCommand({ Bucket: "media", Key: "there.txt", ...input });
      return getSignedUrl(s3.client(), command, { expiresIn: 60, ...dated(ago) });
    },
    put: async (url: Promise<string>, init: RequestInit = {}) =>
      raw(await url, { method: "PUT", body: "hello", ...init }),
    get: async (url: Promise<string>, init: RequestInit = {}) => raw(await url, init),
  };
}

const of = (type: string) => ({ headers: { "content-type": type } });
const once = { headers: { "if-none-match": "*" } };
const publicly = { headers: { "x-amz-acl": "public-read" } };

export function presignedUrls(s3: Storage): Row[] {
  const { toPut, toGet, put, get } = presigning(s3);
  const forged = async (url: Promise<string>, from: string | RegExp, to: string) => (await url).replace(from, to);
  const png = () => toPut({ ContentType: "image/png", headers: ["content-type"] });
  const twice = {
    authorization: `AWS4-HMAC-SHA256 Credential=${s3.credentials.accessKeyId}/20260101/eu-west-1/s3/aws4_request, SignedHeaders=host, Signature=0`,
    "x-amz-date": "20260101T000000Z",
  };
  return [
    ["a put", () => put(toPut()), 200],
    ["a put of any type, none being signed", () => put(toPut({ ContentType: "image/png" }), of("image/jpeg")), 200],
    ["a put of the type signed", () => put(png(), of("image/png")), 200],
    ["a put of another type than signed", () => put(png(), of("image/jpeg")), 403, "SignatureDoesNotMatch"],
    ["a put of no type where one is signed", () => put(png()), 403, "SignatureDoesNotMatch"],
    [
      "a put of another length than signed",
      () => put(toPut({ ContentLength: 4, headers: ["content-length"] })),
      403,
      "SignatureDoesNotMatch",
    ],
    ["a put under another key", () => put(forged(toPut(), "/signed-", "/other-")), 403, "SignatureDoesNotMatch"],
    ["a put to another bucket", () => put(forged(toPut(), "/media/", "/public/")), 403, "SignatureDoesNotMatch"],
    ["a put with an x-amz header nobody signed", () => put(toPut(), publicly), 403, "AccessDenied"],
    [
      "a put with a query nobody signed",
      () => put(forged(toPut(), /$/, "&x-amz-acl=public-read")),
      403,
      "SignatureDoesNotMatch",
    ],
    [
      "a put with a longer life than signed",
      () => put(forged(toPut(), "Expires=60", "Expires=600")),
      403,
      "SignatureDoesNotMatch",
    ],
    [
      "a put with half a signature",
      () => put(forged(toPut(), /X-Amz-Date=\w+&/, "")),
      400,
      "AuthorizationQueryParametersError",
    ],
    ["a put in its last seconds", () => put(toPut({ ago: 50 })), 200],
    ["a put too late", () => put(toPut({ ago: 62 })), 403, "AccessDenied"],
    ["a put before its time", () => put(toPut({ ago: -1_000 })), 403, "AccessDenied"],
    [
      "a put with a life of more than a week",
      () => put(forged(toPut(), "Expires=60", "Expires=604801")),
      400,
      "AuthorizationQueryParametersError",
    ],
    [
      "a put with a negative life",
      () => put(forged(toPut(), "Expires=60", "Expires=-1")),
      400,
      "AuthorizationQueryParametersError",
    ],
    ["a put signed with a wrong secret", () => put(toPut({ config: s3.wrongSecret })), 403, "SignatureDoesNotMatch"],
    ["a put by a key that does not exist", () => put(toPut({ config: s3.someoneElse })), 403, "InvalidAccessKeyId"],
    ["a put without the key's token", () => put(toPut({ config: s3.noToken })), 403, "InvalidAccessKeyId"],
    ["a put with a wrong token", () => put(toPut({ config: s3.wrongToken })), 400, "InvalidToken"],
    [
      "a put whose token was taken away",
      () => put(forged(toPut(), /X-Amz-Security-Token=[^&]+&/, "")),
      403,
      "InvalidAccessKeyId",
    ],
    [
      "a put signed for another region",
      () => put(toPut({ config: s3.wrongRegion })),
      400,
      "AuthorizationQueryParametersError",
    ],
    [
      "a put signed for another service",
      () => put(forged(toPut(), "%2Fs3%2F", "%2Fsqs%2F")),
      400,
      "AuthorizationQueryParametersError",
    ],
    ["a put with two signatures", () => put(toPut(), { headers: twice }), 400, "InvalidArgument"],
    ["a put with the checksum of an empty body", () => put(toPut({ config: {} })), 400, "BadDigest"],
    ["a put of an empty body with its checksum", () => put(toPut({ config: {} }), { body: "" }), 200],
    ["a put that may only create, where nothing is", () => put(toPut(), once), 200],
    [
      "a put that may only create, where something is",
      () => put(toPut({ Key: "there.txt" }), once),
      412,
      "PreconditionFailed",
    ],
    [
      "a put of a length nobody tells",
      () => put(toPut(), { body: new Blob(["hello"]).stream(), duplex: "half" } as RequestInit),
      411,
      "MissingContentLength",
    ],
    ["a get", () => get(toGet()), 200],
    ["a get of another key", () => get(forged(toGet(), "there", "other")), 403, "SignatureDoesNotMatch"],
    ["a get too late", () => get(toGet({}, 62)), 403, "AccessDenied"],
    [
      "a get with an overridden type nobody signed",
      () => get(forged(toGet(), /$/, "&response-content-type=a/b")),
      403,
      "SignatureDoesNotMatch",
    ],
    ["a get turned into a put", () => put(toGet()), 403, "SignatureDoesNotMatch"],
  ];
}
