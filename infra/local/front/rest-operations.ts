/**
 * Names for the operations of the two REST services, which put them into method and path. IAM actions and the gates
 * need the name; forwarding does not, so an unknown combination keeps its method and path as a name nobody allows.
 */
export function s3Operation(method: string, path: string, headers: Readonly<Record<string, unknown>>): string {
  const url = new URL(path, "http://s3");
  const has = (name: string) => url.searchParams.has(name);
  const [, bucket, ...key] = url.pathname.split("/");
  if (method === "OPTIONS") return "Preflight";
  if (!bucket) return "ListBuckets";
  if ([...url.searchParams.keys()].some((name) => notEmulated.has(name))) return `${method} ${path}`;
  const scope = key.join("/") === "" ? bucketOperations : objectOperations;
  const name = scope.find(([verb, applies]) => verb === method && applies(has, headers))?.[2];
  return name ?? `${method} ${url.pathname}`;
}

/** Parts of buckets and objects with operations of their own: fauxqs would take them for the bucket or object itself. */
const notEmulated = new Set(
  (
    "accelerate acl analytics cors encryption intelligent-tiering inventory legal-hold logging metrics notification " +
    "object-lock ownershipControls policy policyStatus publicAccessBlock renameObject replication requestPayment " +
    "restore retention select tagging torrent versioning versions website"
  ).split(" "),
);

type Applies = (has: (query: string) => boolean, headers: Readonly<Record<string, unknown>>) => boolean;
type Row = readonly [method: string, applies: Applies, operation: string];

const always: Applies = () => true;
const query =
  (...names: string[]): Applies =>
  (has) =>
    names.every(has);
const copying: Applies = (_, headers) => headers["x-amz-copy-source"] !== undefined;

const bucketOperations: readonly Row[] = [
  ["GET", query("list-type"), "ListObjectsV2"],
  ["GET", query("uploads"), "ListMultipartUploads"],
  ["GET", query("location"), "GetBucketLocation"],
  ["GET", query("lifecycle"), "GetBucketLifecycleConfiguration"],
  ["GET", always, "ListObjects"],
  ["HEAD", always, "HeadBucket"],
  ["PUT", query("lifecycle"), "PutBucketLifecycleConfiguration"],
  ["PUT", always, "CreateBucket"],
  ["DELETE", query("lifecycle"), "DeleteBucketLifecycle"],
  ["DELETE", always, "DeleteBucket"],
  ["POST", query("delete"), "DeleteObjects"],
  ["POST", always, "PostObject"],
];

const objectOperations: readonly Row[] = [
  ["GET", query("uploadId"), "ListParts"],
  ["GET", query("attributes"), "GetObjectAttributes"],
  ["GET", always, "GetObject"],
  ["HEAD", always, "HeadObject"],
  ["PUT", (has, headers) => has("uploadId") && copying(has, headers), "UploadPartCopy"],
  ["PUT", query("uploadId", "partNumber"), "UploadPart"],
  ["PUT", copying, "CopyObject"],
  ["PUT", always, "PutObject"],
  ["DELETE", query("uploadId"), "AbortMultipartUpload"],
  ["DELETE", always, "DeleteObject"],
  ["POST", query("uploads"), "CreateMultipartUpload"],
  ["POST", query("uploadId"), "CompleteMultipartUpload"],
];

const mailOperations: Readonly<Record<string, string>> = {
  "POST /v2/email/outbound-emails": "SendEmail",
  "POST /v2/email/outbound-bulk-emails": "SendBulkEmail",
  "GET /v2/email/account": "GetAccount",
};

export function sesOperation(method: string, path: string): string {
  const name = `${method} ${path.split("?")[0]}`;
  return mailOperations[name] ?? name;
}
