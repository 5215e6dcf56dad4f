import * as z from "zod";
import { ofType, propertiesOf } from "../front/resource-properties.ts";
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
/** How CDK turns a bucket's events on: by a resource of its own. */
const Notifications = z.object({
  BucketName: z.string(),
  NotificationConfiguration: z.object({ EventBridgeConfiguration: z.unknown() }),
});

/** What the template says of a bucket beyond that it exists. */
export type BucketRules = {
  readonly arn: string;
  readonly cors: readonly CorsRule[];
  /** Whether it is closed to who has signed nothing, whatever its policy says. */
  readonly private: boolean;
  /** Whether it tells EventBridge what happens to its objects. */
  readonly announces: boolean;
};

export function bucketRules(resources: readonly Resource[]): ReadonlyMap<string, BucketRules> {
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
      const rules: BucketRules = {
        arn,
        cors: read.CorsConfiguration?.CorsRules ?? [],
        private: !block || block.BlockPublicPolicy || block.RestrictPublicBuckets,
        announces: told?.EventBridgeConfiguration?.EventBridgeEnabled ?? announcing.includes(ref),
      };
      return [ref, rules];
    }),
  );
}
