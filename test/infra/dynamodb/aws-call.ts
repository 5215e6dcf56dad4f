import type { AwsCall } from "../../../infra/local/front/call.ts";

/** A call to DynamoDB as the front reads it. */
export function dynamoDbCall(operation: string, body: object, call: Partial<AwsCall> = {}): AwsCall {
  return {
    ...{ service: "dynamodb", operation, caller: { kind: "other", accessKeyId: undefined }, method: "POST", path: "/" },
    ...{ headers: {}, body: Buffer.from(JSON.stringify(body)), ...call },
  };
}
