import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership, StorageClass } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import type { Stage } from "../stages.ts";

/** Where Athena puts what it found. */
export const queryResults = "athena/";

/**
 * Who changed what, by hour, and the batches the relay could not handle. Versions are kept for a while because a retry
 * overwrites its object. What the relay could not handle is the stream's own records, with nothing in them sealed: like
 * dead letters they stay for two weeks, and then are gone, so that nobody who was erased is in them after 28 days.
 * Emptying it before deletion would take a function of CDK's own: in stages that keep nothing, whoever deletes the
 * stack empties the bucket first.
 */
export function auditBucket(scope: Construct, stage: Stage): Bucket {
  const goneAfter = (prefix: string, days: number) => ({
    prefix,
    expiration: Duration.days(days),
    noncurrentVersionExpiration: Duration.days(1),
  });
  return new Bucket(scope, "Audit", {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    versioned: true,
    lifecycleRules: [
      {
        abortIncompleteMultipartUploadAfter: Duration.days(7),
        noncurrentVersionExpiration: Duration.days(30),
        transitions: [{ storageClass: StorageClass.GLACIER_INSTANT_RETRIEVAL, transitionAfter: Duration.days(90) }],
      },
      goneAfter("aws/lambda/", 14),
      goneAfter(queryResults, 7),
    ],
    removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
}
