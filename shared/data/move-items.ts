import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { committed, type Outcome } from "#data/commit.ts";
import { archive } from "#data/home.ts";
import type { Raw } from "#data/read-raw.ts";
import { formOf } from "#data/stored-form.ts";
import { table } from "#data/table.ts";

/** An item as it was read, and as the archive is to have it. */
export type Move = { readonly from: Raw; readonly to: Raw };

/** A transaction has at most 100 writes, and a move takes two. */
export const mostMoves = 50;

/** An item that moves as it is. */
export const asItIs =
  (archivedAt: string) =>
  (from: Raw): Move => ({ from, to: { ...from, archivedAt } });

/**
 * Moves items from the live table to the archive, all or none, in one transaction over both: each is deleted here as it
 * was read and put there where it must not be yet. So at any moment exactly one of the tables has it, and whoever
 * repeats a move changes nothing. Answers whether that is what happened: false if an item was changed or moved
 * meanwhile. Throws if one is in the archive already while the live table has it, too, which nothing writes.
 */
export async function moveItems(moves: readonly Move[]): Promise<boolean> {
  const refused = await committed(() => send(moves.flatMap(({ from, to }) => [leaving(from), arriving(to)])));
  const positions = new Set(refused.map(({ position }) => position));
  const twice = moves.find((_, at) => positions.has(2 * at + 1) && !positions.has(2 * at));
  if (twice) throw new Error(`${twice.from.pk} / ${twice.from.sk} is in both tables`);
  return positions.size === 0;
}

function leaving({ pk, sk, ...item }: Raw) {
  const version = formOf(String(item.__edb_e__), "version")?.as ?? "version";
  return {
    Delete: {
      TableName: table.table,
      Key: { pk, sk },
      ConditionExpression: "#version = :version",
      ExpressionAttributeNames: { "#version": version },
      ExpressionAttributeValues: { ":version": item[version] },
    },
  };
}

const arriving = (Item: Raw) => ({
  Put: { TableName: archive().table, Item, ConditionExpression: "attribute_not_exists(pk)" },
});

type Cancelled = { readonly name: string; readonly CancellationReasons?: readonly { readonly Code?: string }[] };

async function send(TransactItems: (ReturnType<typeof leaving> | ReturnType<typeof arriving>)[]): Promise<Outcome> {
  try {
    await table.client.send(new TransactWriteCommand({ TransactItems }));
    return { canceled: false, data: [] };
  } catch (error) {
    const { name, CancellationReasons } = error as Cancelled;
    if (name !== "TransactionCanceledException" || !CancellationReasons) throw error;
    return { canceled: true, data: CancellationReasons.map(({ Code: code }) => ({ code })) };
  }
}
