import { jsonAnswer, jsonFault } from "../front/answers.ts";
import { type AwsAnswer, type AwsCall, jsonBody } from "../front/call.ts";
import { listAt } from "../json.ts";

const prefix = "com.amazonaws.dynamodb.v20120810#";

/** Why one item of a transaction refuses; nothing where it does not. Texts as the API reference lists them. */
export type Reason = { readonly Code: string; readonly Message?: string };
export const noReason: Reason = { Code: "None" };
export const conflict: Reason = { Code: "TransactionConflict", Message: "Transaction is ongoing for the item" };

const hotKey =
  "Throughput exceeds the current capacity of your table or index. DynamoDB is automatically scaling your table or index so please try again shortly. If exceptions persist, check if you have a hot key: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html";
/** What a table on demand says; one with provisioned capacity would say ProvisionedThroughputExceeded. */
export const throttled: Reason = { Code: "ThrottlingError", Message: hotKey };

/** Refuses a transaction as a whole, with the reasons by position. */
export function canceled(CancellationReasons: readonly Reason[]): AwsAnswer {
  const codes = CancellationReasons.map(({ Code }) => Code).join(", ");
  const Message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`;
  return jsonAnswer({ __type: `${prefix}TransactionCanceledException`, CancellationReasons, Message }, 400);
}

/** Refuses a write of a single item because of a transaction. */
export function conflicting(): AwsAnswer {
  return jsonFault(`${prefix}TransactionConflictException`, conflict.Message ?? "", 400);
}

/** What a throttled call is answered; `limit` names what is exceeded, as `ThrottlingReason` has it. */
export function throttledCall(resource: string, limit: string): AwsAnswer {
  const ThrottlingReasons = [{ reason: limit, resource }];
  return jsonAnswer({ __type: `${prefix}ThrottlingException`, message: hotKey, ThrottlingReasons }, 400);
}

/** How many actions a transaction has; undefined for any other call. */
export function actionsIn(call: AwsCall): number | undefined {
  return /^Transact(Get|Write)Items$/.test(call.operation) ? listAt(jsonBody(call), "TransactItems").length : undefined;
}

/** One reason at each of the positions, none elsewhere. */
export function reasonsAt(positions: ReadonlySet<number>, actions: number, reason: Reason): Reason[] {
  return Array.from({ length: actions }, (_, position) => (positions.has(position) ? reason : noReason));
}

/** A transaction throttled at one of its items; undefined for any other call. */
export function throttledTransaction(call: AwsCall, random: () => number): AwsAnswer | undefined {
  const actions = actionsIn(call);
  if (actions === undefined) return undefined;
  return canceled(reasonsAt(new Set([Math.floor(random() * actions)]), actions, throttled));
}
