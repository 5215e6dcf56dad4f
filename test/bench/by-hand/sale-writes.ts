import { marshall } from "@aws-sdk/util-dynamodb";
import { storedNames } from "#data/stored-form.ts";
import type { Order } from "#domain/order.ts";
import type { Payment } from "#domain/payment.ts";
import { storedOrder } from "#test/bench/by-hand/stored-order.ts";

/** Takes an order's lines out of one stock item, under every condition of a sale. */
export function stockUpdate(order: Order, shard: number, at: string) {
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = { ":at": at, ":by": order.userId, ":true": true, ":one": 1 };
  values[":all"] = order.lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const sets = ["#left = #left - :all", "updatedAt = :at", "changedBy = :by"];
  const guards = ["live = :true", "#left >= :all"];
  Object.assign(names, { "#left": "left", "#types": "types", "#taken": "taken" });
  for (const [line, { ticketTypeId, quantity, unitPrice }] of order.lines.entries()) {
    names[`#t${line}`] = ticketTypeId;
    Object.assign(values, { [`:q${line}`]: quantity, [`:p${line}`]: unitPrice });
    const type = `#types.#t${line}`;
    sets.push(`${type}.#left = ${type}.#left - :q${line}`, `${type}.#taken = ${type}.#taken + :q${line}`);
    guards.push(`${type}.#left >= :q${line}`, `${type}.onSale = :true`, `${type}.price = :p${line}`);
    guards.push(`${type}.saleFrom <= :at`, `${type}.saleUntil > :at`);
  }
  return {
    Key: marshall({ pk: `stock#${order.eventId}#${shard}`, sk: "stock" }),
    UpdateExpression: `SET ${sets.join(", ")} ADD #taken :all, version :one`,
    ConditionExpression: guards.join(" AND "),
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: marshall(values),
    ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const,
  };
}

/** Notes an order's intent, the first time only. */
export function intentUpdate(intentId: string, { paymentId, userId }: Payment, at: string) {
  const sets = storedOrder({ intentId, paymentId, updatedAt: at, changedBy: userId });
  const [version = ""] = storedNames("order", "version");
  const values = Object.entries(sets).map(([name, value]) => [`:${name}`, value]);
  const names = [...Object.keys(sets), version, "status"].map((name) => [`#${name}`, name]);
  return {
    UpdateExpression: `SET ${Object.keys(sets).map((name) => `#${name} = :${name}`)} ADD #${version} :one`,
    ConditionExpression: "#status = :is AND attribute_not_exists(#intentId)",
    ExpressionAttributeNames: Object.fromEntries(names),
    ExpressionAttributeValues: marshall({ ...Object.fromEntries(values), ":one": 1, ":is": "pending" }),
    ReturnValues: "ALL_NEW" as const,
  };
}

/** A payment nobody has tried to pay, as it is stored: in no index. */
export function paymentItem(payment: Payment, at: string) {
  const { paymentId, userId } = payment;
  return marshall(
    {
      ...payment,
      ...{ pk: `payment#${paymentId}`, sk: "payment", __edb_e__: "payment", __edb_v__: "1" },
      ...{ createdAt: at, updatedAt: at, changedBy: userId, version: 1 },
    },
    { removeUndefinedValues: true },
  );
}
