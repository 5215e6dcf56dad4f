import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Cost } from "#infra/ops/check-table/reader.ts";
import type { Violation } from "#infra/ops/check-table/violation.ts";
import { type CheckOptions, checkTable } from "#infra/ops/check-table/walk.ts";
import { at } from "#test/infra/ops/changes.ts";
import { TableName } from "#test/infra/ops/hand.ts";

type Options = Partial<CheckOptions> & { readonly client: DynamoDBDocumentClient };

/** All that the check finds, as `invariant entity: what`, and what it costs. */
export async function checked(options: Options): Promise<{ found: string[]; cost: Cost }> {
  const walk = checkTable({ TableName, now: at(100), ...options });
  const found: string[] = [];
  for (;;) {
    const { done, value } = await walk.next();
    if (done) return { found, cost: value };
    found.push(told(value));
  }
}

const told = ({ kind, invariant, entity, what }: Violation) =>
  `${kind === "behind" ? "behind " : ""}${invariant} ${entity}: ${what}`;
