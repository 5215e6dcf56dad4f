import { expect } from "vitest";

type Query = {
  readonly IndexName?: string;
  readonly KeyConditionExpression: string;
  readonly ExpressionAttributeValues: Readonly<Record<string, unknown>>;
  readonly FilterExpression?: string;
};
type Asking = { params<P>(): P };

/** The key of an item read by its id. */
export const keyOf = (get: Asking) => get.params<{ Key: unknown }>().Key;

/** What a query asks DynamoDB: index, key condition, values. A filter would be work that is thrown away. */
export function asked(query: Asking): unknown[] {
  const { IndexName, KeyConditionExpression, ExpressionAttributeValues, FilterExpression } = query.params<Query>();
  expect(FilterExpression).toBeUndefined();
  return [IndexName, KeyConditionExpression, ...Object.values(ExpressionAttributeValues)];
}
