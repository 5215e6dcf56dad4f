import { type AwsAnswer, type AwsCall, type Backend, jsonBody, withBody } from "../front/call.ts";
import { isObject, type JsonObject, listAt } from "../json.ts";
import { canceled, conflict, type Reason } from "./refusals.ts";
import type { TableSchemas } from "./table-schema.ts";
import { touchedItems } from "./touched-items.ts";

/**
 * Refuses a transaction for a conflict at one position, and for each condition of its others that does not hold: what
 * these would be is asked of the backend with a condition at that position that never holds, so nothing is written.
 */
export async function canceledWithOwnReasons(
  call: AwsCall,
  position: number,
  schemas: TableSchemas,
  next: Backend,
): Promise<AwsAnswer> {
  const { ClientRequestToken: _, ...body } = jsonBody(call);
  const item = touchedItems(call, schemas)[position];
  if (!item) return next(call);
  const [name = ""] = Object.keys(item.key);
  const never = {
    ConditionCheck: {
      TableName: item.table,
      Key: item.key,
      ConditionExpression: "attribute_exists(#key) AND attribute_not_exists(#key)",
      ExpressionAttributeNames: { "#key": name },
    },
  };
  const answer = await next(
    withBody(call, { ...body, TransactItems: listAt(body, "TransactItems").with(position, never) }),
  );
  const refused: JsonObject = JSON.parse(answer.body.toString("utf8"));
  const reasons = listAt(refused, "CancellationReasons").filter(isReason);
  return reasons.length === 0 ? answer : canceled(reasons.with(position, conflict));
}

const isReason = (value: unknown): value is Reason => isObject(value) && typeof value.Code === "string";
