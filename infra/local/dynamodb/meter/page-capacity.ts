import { type AwsAnswer, type AwsCall, type Backend, jsonBody, withBody } from "../../front/call.ts";
import { type JsonObject, numberAt, objectAt } from "../../json.ts";

/** Has a Query or Scan carried out and asks what it read, which DynamoDB tells in units, filtered out or not. */
export async function withCapacity(
  call: AwsCall,
  next: Backend,
): Promise<{ readonly answer: AwsAnswer; readonly answered: JsonObject; readonly units: number }> {
  const body = jsonBody(call);
  const { ReturnConsumedCapacity = "NONE" } = body;
  const asked = ReturnConsumedCapacity !== "NONE";
  const answer = await next(asked ? call : withBody(call, { ...body, ReturnConsumedCapacity: "TOTAL" }));
  const { ConsumedCapacity, ...answered }: Record<string, unknown> = JSON.parse(answer.body.toString() || "{}");
  const units = numberAt(objectAt({ ConsumedCapacity }, "ConsumedCapacity"), "CapacityUnits") ?? 0;
  if (asked || ConsumedCapacity === undefined) return { answer, answered, units };
  const { "x-amz-crc32": _, ...headers } = answer.headers;
  return { answer: { ...answer, headers, body: Buffer.from(JSON.stringify(answered)) }, answered, units };
}
