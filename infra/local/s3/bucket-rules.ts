import * as z from "zod";
import { ofType, propertiesOf } from "../front/resource-properties.ts";
import { readPolicy, type Statement } from "../iam/policy.ts";
import { judge } from "../iam/verdict.ts";
import type { Resource } from "../seams.ts";

const CorsRule = z.object({
  AllowedOrigins: z.array(z.string()),
  AllowedMethods: z.array(z.string()),
  AllowedHeaders: z.array(z.string()).default([]),
  ExposedHeaders: z.array(z.string()).default([]),
  MaxAge: z.coerce.number().optional(),
});
export type CorsRule = z.output<typeof CorsRule>;

const flag = z.union([z.boolean(), z.stringbool()]).default(false);
const Bucket = z.object({
  CorsConfiguration: z.object({ CorsRules: z.array(CorsRule) }).optional(),
  PublicAccessBlockConfiguration: z.object({ BlockPublicPolicy: flag, RestrictPublicBuckets: flag }).optional(),
  NotificationConfiguration: z
    .object({ EventBridgeConfiguration: z.object({ EventBridgeEnabled: flag.default(true) }).optional() })
    .optional(),
});
const Policy = z.object({ Bucket: z.string(), PolicyDocument: z.unknown() });
/** How CDK turns a bucket's events on: by a resource of its own. */
const Notifications = z.object({
  BucketName: z.string(),
  NotificationConfiguration: z.object({ EventBridgeConfiguration: z.unknown() }),
});

/** What the template says of a bucket beyond that it exists. */
export type BucketRules = {
  readonly arn: string;
  readonly cors: readonly CorsRule[];
  /** Whether anybody at all may do this to the bucket or an object of it. */
  mayAnybody(action: string, key: string): boolean;
  /** Whether it tells EventBridge what happens to its objects. */
  readonly announces: boolean;
};

export function bucketRules(resources: readonly Resource[]): ReadonlyMap<string, BucketRules> {
  const policies = ofType(resources, "AWS::S3::BucketPolicy").map((resource) => propertiesOf(resource, Policy));
  const announcing = ofType(resources, "Custom::S3BucketNotifications")
    .map((resource) => propertiesOf(resource, Notifications))
    .filter((it) => it.NotificationConfiguration.EventBridgeConfiguration !== undefined)
    .map((it) => it.BucketName);
  return new Map(
    ofType(resources, "AWS::S3::Bucket").map((resource) => {
      const { ref, arn } = resource;
      const read = propertiesOf(resource, Bucket);
      const { PublicAccessBlockConfiguration: block, NotificationConfiguration: told } = read;
      // Every bucket made since April 2023 blocks public access unless it says otherwise; and where a public policy is
      // blocked, none could have been attached ("Blocking public access to your Amazon S3 storage").
      const blocked = !block || block.BlockPublicPolicy || block.RestrictPublicBuckets;
      const statements = blocked
        ? []
        : policies
            .filter(({ Bucket }) => Bucket === ref)
            .flatMap((it) => readPolicy(ref, "resource", it.PolicyDocument));
      const rules: BucketRules = {
        arn,
        cors: read.CorsConfiguration?.CorsRules ?? [],
        mayAnybody: (action, key) => isPublic(statements, action, key === "" ? arn : `${arn}/${key}`),
        announces: told?.EventBridgeConfiguration?.EventBridgeEnabled ?? announcing.includes(ref),
      };
      return [ref, rules];
    }),
  );
}

/** Loopback has no TLS and needs none: it counts as secure, or a policy that enforces SSL would shut everybody out. */
const context = { "aws:securetransport": "true" };

function isPublic(statements: readonly Statement[], action: string, resource: string): boolean {
  return judge({ action, resource, context }, { kind: "anonymous" }, statements).allowed;
}
