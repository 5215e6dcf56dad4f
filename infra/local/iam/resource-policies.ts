import * as z from "zod";
import { propertiesOf } from "../front/resource-properties.ts";
import type { Resource } from "../seams.ts";
import { readPolicy, type Statement } from "./policy.ts";

const PolicyDocument = z.unknown();
const QueuePolicy = z.object({ Queues: z.array(z.string()), PolicyDocument });
const BucketPolicy = z.object({ Bucket: z.string(), PolicyDocument });
const Permission = z.strictObject({
  ...{ Action: z.string(), FunctionName: z.string(), Principal: z.string() },
  ...{ SourceArn: z.string().optional(), SourceAccount: z.string().optional() },
});

type Read = { readonly of: readonly string[]; readonly document: unknown };

const kinds: Readonly<Record<string, (resource: Resource) => Read>> = {
  "AWS::SQS::QueuePolicy": (resource) => {
    const { Queues: of, PolicyDocument: document } = propertiesOf(resource, QueuePolicy);
    return { of, document };
  },
  "AWS::S3::BucketPolicy": (resource) => {
    const { Bucket, PolicyDocument: document } = propertiesOf(resource, BucketPolicy);
    return { of: [Bucket], document };
  },
  "AWS::Lambda::Permission": (resource) => {
    const permission = propertiesOf(resource, Permission);
    return { of: [permission.FunctionName], document: { Statement: statementOf(permission) } };
  },
};

/** What else carries policies: none of it may be left out unread. */
const policies = /^AWS::(SQS|S3|Lambda|SNS|Events|SecretsManager|DynamoDB|KMS)::\w*(Policy|Permission)$/;
const identities = /^AWS::IAM::(?!(Role|Policy|ManagedPolicy)$)/;

/** The policies of the template's queues, buckets and functions, by the ARN of what they protect. */
export function resourcePolicies(resources: readonly Resource[]): ReadonlyMap<string, readonly Statement[]> {
  const found = new Map<string, readonly Statement[]>();
  for (const policy of resources) {
    const where = `${policy.type} ${policy.logicalId}`;
    const read = kinds[policy.type]?.(policy);
    if (!read && (policies.test(policy.type) || identities.test(policy.type)))
      throw new Error(`${where}: policies of this kind are not known to the local cloud`);
    for (const name of read?.of ?? []) {
      const owner = resources.find(({ ref, arn }) => ref === name || arn === name);
      if (!owner) throw new Error(`${where}: the template has no ${name}`);
      const statements = readPolicy(`${policy.logicalId} of ${name}`, "resource", read?.document);
      found.set(owner.arn, [...(found.get(owner.arn) ?? []), ...statements]);
    }
  }
  return found;
}

/** What Lambda's AddPermission writes into a function's policy. */
function statementOf({ Action, FunctionName, Principal, SourceArn, SourceAccount }: z.output<typeof Permission>) {
  return {
    Effect: "Allow",
    Action,
    Resource: FunctionName.startsWith("arn:") ? FunctionName : "*",
    Principal: Principal.endsWith(".amazonaws.com") ? { Service: Principal } : { AWS: Principal },
    Condition: {
      ...(SourceArn && { ArnLike: { "aws:SourceArn": SourceArn } }),
      ...(SourceAccount && { StringEquals: { "aws:SourceAccount": SourceAccount } }),
    },
  };
}
