import { PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Item, Sold } from "#test/bench/cost/stored.ts";
import * as rows from "#test/bench/textbook/rows.ts";
import { TableName, type Textbook } from "#test/bench/textbook/table.ts";

/** What is listed, and the index that lists it. */
const lists = {
  orders: { index: "gsi1", row: (sold: Sold): Item => rows.orderRow(sold, "confirmed") },
  tickets: { index: "gsi1", row: (sold: Sold): Item => rows.ticketRow(sold.tickets[0] ?? {}, "active") },
  events: { index: "gsi2", row: (sold: Sold): Item => rows.eventRow(sold.event) },
} as const;

/** Stores twenty-one rows like the one that was sold, and answers what asks for a page of twenty. */
export async function pageOf(client: Textbook["client"], what: keyof typeof lists, sold: Sold) {
  const { index, row } = lists[what];
  const item = row(sold);
  for (let place = 0; place < 21; place++) {
    const sort = `${item[`${index}sk`]}${String(place).padStart(2, "0")}`;
    const keys = { pk: `${item.pk}#${place}`, [`${index}pk`]: what, [`${index}sk`]: sort };
    await client.send(new PutCommand({ TableName, Item: { ...item, ...keys } }));
  }
  const values = { KeyConditionExpression: `${index}pk = :pk`, ExpressionAttributeValues: { ":pk": what } };
  return () => client.send(new QueryCommand({ TableName, IndexName: index, Limit: 20, ...values }));
}
