/** What `X-Amz-Target` begins with, for the services that have it, by what SigV4 calls them. */
const prefixes: readonly (readonly [service: string, prefix: string])[] = [
  ["dynamodb", "DynamoDB_20120810"],
  ["dynamodb", "DynamoDBStreams_20120810"],
  ["sqs", "AmazonSQS"],
  ["events", "AWSEvents"],
  ["secretsmanager", "secretsmanager"],
  // Lambda's own API has paths; AWS's parts speak it here as they do the others.
  ["lambda", "AWSLambda"],
];

const streamOperations = /^(DescribeStream|GetShardIterator|GetRecords|ListStreams)$/;

export function targetOf(service: string, operation: string): string {
  const [first, second = first] = prefixes.filter(([name]) => name === service);
  if (!first || !second) throw new Error(`No inner calls to ${service}`);
  const [, prefix] = streamOperations.test(operation) ? second : first;
  return `${prefix}.${operation}`;
}

/** The service a request is for, by what only requests to that one have, or else as it was signed. On AWS the host tells. */
export function serviceOf(target: unknown, path: string, signedFor: string): string {
  const prefix = String(target).split(".")[0];
  const byTarget = prefixes.find((one) => one[1] === prefix)?.[0];
  if (byTarget) return byTarget;
  if (path.startsWith("/v2/email/")) return "ses";
  const pathless = prefixes.some(([service]) => service === signedFor);
  return pathless && path.length > 1 ? "s3" : signedFor;
}
