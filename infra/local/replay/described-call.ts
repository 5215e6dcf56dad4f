import type { TableSchemas } from "../dynamodb/table-schema.ts";
import { touchedItems } from "../dynamodb/touched-items.ts";
import type { AwsAnswer, AwsCall } from "../front/call.ts";
import { isObject, listAt, objectAt, stringAt } from "../json.ts";

/** `dynamodb PutItem` */
export const actionOf = ({ service, operation }: AwsCall) => `${service} ${operation}`;

/** What a call is about, in a few words: items by key, a query by what it asks for, a queue by name. */
export function entityOf(call: AwsCall, tables: TableSchemas): string {
  const items = touchedItems(call, tables);
  if (items.length > 0) return items.map(({ id, access }) => `${access} ${id}`).join(", ");
  if (call.service === "s3" || call.service === "ses") return call.path;
  const body = bodyOf(call);
  const named = stringAt(body, "QueueUrl")?.split("/").at(-1) ?? stringAt(body, "SecretId");
  if (named !== undefined) return named;
  const events = listAt(body, "Entries").map((entry) => (isObject(entry) ? stringAt(entry, "DetailType") : undefined));
  if (events.length > 0) return events.join(", ");
  const values = Object.values(objectAt(body, "ExpressionAttributeValues")).map((value) => JSON.stringify(value));
  return [stringAt(body, "IndexName") ?? "", ...values].join(" ");
}

/** `200`, or the error's name; of a cancelled transaction, each item's own reason. */
export function outcomeOf({ status, body }: AwsAnswer): string {
  if (status < 300) return String(status);
  const answer = parsed(body);
  const type = stringAt(answer, "__type")?.replace(/^.*#/, "") ?? String(status);
  const reasons = listAt(answer, "CancellationReasons").map((reason) =>
    isObject(reason) ? stringAt(reason, "Code") : "",
  );
  return [type, ...reasons].join(" ");
}

const bodyOf = ({ body }: AwsCall) => parsed(body);

function parsed(body: Buffer) {
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}
