import { S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import { createClock } from "../../../infra/local/clock.ts";
import { openFront } from "../../../infra/local/front.ts";
import { iam } from "../../../infra/local/iam/iam.ts";
import type { Resource } from "../../../infra/local/seams.ts";
import { arnOf, bucket, lambda } from "../resources.ts";

/** What came of a request: its status, and S3's code if it was refused. */
export type Outcome = { readonly status: number; readonly code?: string | undefined };
export type Answer = Outcome & { readonly headers: Headers; readonly text: string };
/** What must come of it. */
export type Row = readonly [name: string, act: () => Promise<Outcome>, status: number, code?: string];

const cors = {
  AllowedOrigins: ["https://shop.example", "https://*.preview.example"],
  AllowedMethods: ["GET", "PUT", "POST"],
  AllowedHeaders: ["content-type", "x-amz-*"],
  ExposedHeaders: ["ETag"],
  MaxAge: 600,
};
const roleArn = "arn:aws:iam::000000000000:role/uploader";
const unblocked = { BlockPublicPolicy: false, RestrictPublicBuckets: false };

/** A policy that lets anybody read, and nobody in without TLS, as CDK's `enforceSSL` writes it. */
function readable(name: string): Resource {
  const everything = [arnOf.bucket(name), `${arnOf.bucket(name)}/*`];
  const insecure = { Bool: { "aws:SecureTransport": "false" } };
  const Statement = [
    { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: everything[1] },
    { Effect: "Deny", Principal: { AWS: "*" }, Action: "s3:*", Resource: everything, Condition: insecure },
  ];
  const properties = { Bucket: name, PolicyDocument: { Version: "2012-10-17", Statement } };
  return { ...bucket(`${name}-policy`), type: "AWS::S3::BucketPolicy", properties };
}

const resources = [
  { ...bucket("media"), properties: { CorsConfiguration: { CorsRules: [cors] } } },
  { ...bucket("public"), properties: { PublicAccessBlockConfiguration: unblocked } },
  {
    ...bucket("restricted"),
    properties: { PublicAccessBlockConfiguration: { ...unblocked, RestrictPublicBuckets: true } },
  },
  readable("public"),
  readable("restricted"),
  lambda("uploader", { Role: roleArn }),
  uploadersRole(),
];

/** May do all that S3 can. */
function uploadersRole(): Resource {
  const trust = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };
  const everything = { Effect: "Allow", Action: "s3:*", Resource: "*" };
  const properties = {
    AssumeRolePolicyDocument: { Statement: trust },
    Policies: [{ PolicyName: "s3", PolicyDocument: { Statement: everything } }],
  };
  return { ...bucket("uploader-role"), type: "AWS::IAM::Role", arn: roleArn, properties };
}

/** S3 of a front: three buckets, and a function's key to sign with. */
export async function openStorage() {
  const clock = createClock();
  const front = await openFront({ clock });
  front.use(iam(resources).gate);
  await front.create(resources);
  const credentials = front.credentialsFor(arnOf.lambda("uploader"));
  return {
    clock,
    credentials,
    stop: front.stop,
    url: (path: string) => `${front.url}/${path}`,
    client: (config: S3ClientConfig = {}) =>
      new S3Client({ endpoint: front.url, region: "eu-west-1", credentials, maxAttempts: 1, ...config }),
    /** A key nobody has, and the right one with something wrong about it. */
    someoneElse: { credentials: { accessKeyId: "AKIANOBODY", secretAccessKey: "x" } },
    wrongSecret: { credentials: { ...credentials, secretAccessKey: "wrong" } },
    wrongToken: { credentials: { ...credentials, sessionToken: "wrong" } },
    noToken: { credentials: { ...credentials, sessionToken: "" } },
    wrongRegion: { region: "us-east-1" },
  };
}
export type Storage = Awaited<ReturnType<typeof openStorage>>;

/** A request as a browser sends it, or as no SDK would. */
export async function raw(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, { redirect: "manual", ...init });
  const { status, headers } = response;
  const text = await response.text();
  return { status, headers, text, code: /<Code>(\w+)<\/Code>/.exec(text)?.[1] };
}

let count = 0;
/** A key nothing is stored under yet. */
export const freshKey = (name = "new") => `${name}-${count++}`;
