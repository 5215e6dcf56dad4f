import { jsonAnswer } from "../front/answers.ts";
import { type AwsAnswer, type AwsCall, type Backend, jsonBody, withBody } from "../front/call.ts";
import { isObject, type JsonObject, objectAt } from "../json.ts";
import { type TableSchemas, tableNameOf } from "./table-schema.ts";

/**
 * A page as a filter that lets nothing through would leave it: no items, and a key from which the next page starts with
 * what this one would have started with. That key is of no item: it lies just before the first one found. Undefined if
 * nothing is found, or there is no key before it that the query would take.
 */
export async function emptyPage(call: AwsCall, schemas: TableSchemas, next: Backend): Promise<AwsAnswer | undefined> {
  const body = jsonBody(call);
  const { keys, indexes } = schemas.get(tableNameOf(body.TableName)) ?? {};
  const [, sort] = indexes?.find(({ name }) => name === body.IndexName)?.keys ?? keys ?? [];
  const firstKeyFrom = async (start: JsonObject) => {
    const answer = await next(withBody(call, { ...body, ...start, Limit: 1 }));
    return answer.status === 200 ? objectAt(JSON.parse(answer.body.toString("utf8")), "LastEvaluatedKey") : {};
  };

  const first = await firstKeyFrom({});
  const text = sort === undefined ? undefined : first[sort];
  if (sort === undefined || !isObject(text) || typeof text.S !== "string") return undefined;
  const LastEvaluatedKey = { ...first, [sort]: { S: justBefore(text.S, body.ScanIndexForward === false) } };
  const again = await firstKeyFrom({ ExclusiveStartKey: LastEvaluatedKey });
  if (JSON.stringify(again) !== JSON.stringify(first)) return undefined;
  return jsonAnswer({ Items: [], Count: 0, ScannedCount: 1, LastEvaluatedKey });
}

function justBefore(text: string, descending: boolean): string {
  if (descending) return `${text}\u0001`;
  const last = text.charCodeAt(text.length - 1);
  return `${text.slice(0, -1)}${String.fromCharCode(last - 1)}\u007f`;
}
