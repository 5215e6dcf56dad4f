import type { AwsCall } from "../../front/call.ts";
import { addressOf } from "../../s3/address.ts";
import type { Asked } from "../verdict.ts";
import { each, type Need, type Needs } from "./need.ts";

const arn = (...path: string[]) => `arn:aws:s3:::${path.join("/")}`;

function onObject({ path }: AwsCall, name: string): Asked {
  const { bucket, key } = addressOf(path);
  return { action: `s3:${name}`, resource: arn(bucket, key) };
}
/** Without this, S3 does not even say that there is no such object. */
export const listBucket = ({ path }: AwsCall): Asked => ({
  ...{ action: "s3:ListBucket", resource: arn(addressOf(path).bucket) },
});

const object =
  (name: string): Need =>
  (call) => [onObject(call, name)];
const list: Need = (call) => [listBucket(call)];

const put: Need = (call) => [
  onObject(call, "PutObject"),
  ...("x-amz-acl" in call.headers ? [onObject(call, "PutObjectAcl")] : []),
  ...("x-amz-tagging" in call.headers ? [onObject(call, "PutObjectTagging")] : []),
];

const copy: Need = (call) => {
  const source = decodeURIComponent(String(call.headers["x-amz-copy-source"])).replace(/^\//, "");
  return [...put(call), { action: "s3:GetObject", resource: arn(source) }];
};

/** Operations share actions, and some need two (S3 User Guide, "Required permissions for Amazon S3 API operations"). */
export const s3Needs: Needs = {
  ...each(["PutObject", "PostObject", "CreateMultipartUpload", "UploadPart", "CompleteMultipartUpload"], () => put),
  ...each(["CopyObject", "UploadPartCopy"], () => copy),
  ...each(["GetObject", "HeadObject"], () => object("GetObject")),
  ...each(["DeleteObject", "AbortMultipartUpload"], object),
  ...each(["ListObjects", "ListObjectsV2", "HeadBucket"], () => list),
};
