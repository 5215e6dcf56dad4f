import type { TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import { table } from "#data/table.ts";

type Write = {
  UpdateExpression?: string;
  ConditionExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Record<string, unknown>;
};

let isUnguarded = false;

/** Lets this process's writes go without their conditions while `work` runs: the control of a race. */
export async function withoutGuards<T>(work: () => Promise<T>): Promise<T> {
  isUnguarded = true;
  try {
    return await work();
  } finally {
    isUnguarded = false;
  }
}

let between: (() => Promise<unknown>) | undefined;

/** Has something happen just before this process's next transaction is written, after all that it was decided from. */
export function meanwhile(happens: () => Promise<unknown>): void {
  between = happens;
}

table.client.middlewareStack.add(
  (next) => async (args) => {
    const happens = "TransactItems" in args.input ? between : undefined;
    if (happens) between = undefined;
    await happens?.();
    if (!isUnguarded) return next(args);
    const { input } = args as { input: Partial<TransactWriteCommandInput> };
    if (input.TransactItems) input.TransactItems = input.TransactItems.filter(({ ConditionCheck }) => !ConditionCheck);
    const writes = input.TransactItems?.flatMap(({ Put, Update, Delete }) => [Put, Update, Delete]) ?? [input];
    for (const write of writes) if (write) unguard(write as Write);
    return next(args);
  },
  { step: "initialize", priority: "high" },
);

/** Takes the condition out, and the names and values only it used, which would make the request invalid. */
function unguard(write: Write): void {
  if (write.ConditionExpression === undefined) return;
  delete write.ConditionExpression;
  const used = <T>(of: Record<string, T> = {}): Record<string, T> =>
    Object.fromEntries(
      Object.entries(of).filter(([name]) => new RegExp(`${name}(?!\\w)`).test(write.UpdateExpression ?? "")),
    );
  const [names, values] = [used(write.ExpressionAttributeNames), used(write.ExpressionAttributeValues)];
  delete write.ExpressionAttributeNames;
  delete write.ExpressionAttributeValues;
  if (Object.keys(names).length > 0) write.ExpressionAttributeNames = names;
  if (Object.keys(values).length > 0) write.ExpressionAttributeValues = values;
}
