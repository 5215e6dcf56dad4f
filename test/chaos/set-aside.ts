import { GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { Cloud } from "#infra/local/cloud.ts";
import { operatorKey } from "#infra/local/front/install-key.ts";

/** Where Lambda puts what it gave up on, in a bucket. */
const givenUp = "aws/lambda/";

/** Everything that was set aside for an operator to move back: failure records in buckets, messages in dead letter queues. */
export async function setAside({ endpoint, resources }: Pick<Cloud, "endpoint" | "resources">): Promise<string> {
  const given = { endpoint, region: "eu-central-1", credentials: operatorKey };
  const of = (type: string) => resources.filter((resource) => resource.type === type);
  const isDeadLetters = ({ logicalId }: (typeof resources)[number]) => /deadletters/i.test(logicalId);
  const s3 = new S3Client({ ...given, forcePathStyle: true });
  const sqs = new SQSClient({ ...given, useQueueUrlAsEndpoint: false });
  const texts = [
    ...of("AWS::S3::Bucket").map(({ ref }) => failuresIn(s3, ref)),
    ...of("AWS::SQS::Queue")
      .filter(isDeadLetters)
      .map(({ ref }) => messagesIn(sqs, ref)),
  ];
  return (await Promise.all(texts)).join("\n");
}

async function failuresIn(s3: S3Client, Bucket: string): Promise<string> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: givenUp }));
  const texts = Contents.map(async ({ Key }) => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    return (await Body?.transformToString()) ?? "";
  });
  return (await Promise.all(texts)).join("\n");
}

async function messagesIn(sqs: SQSClient, QueueUrl: string): Promise<string> {
  const texts: string[] = [];
  for (;;) {
    const request = { QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 };
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(request));
    if (Messages.length === 0) return texts.join("\n");
    texts.push(...Messages.map(({ Body = "" }) => Body));
  }
}
