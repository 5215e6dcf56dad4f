import { giveWay } from "#data/commit.ts";
import { holds } from "#data/condition.ts";
import { Fault } from "#domain/fault.ts";

const tries = 18;

const isConflict = (error: unknown): boolean =>
  error instanceof Error && (error.name === "TransactionConflictException" || isConflict(error.cause));

/**
 * Does a single write to an item on which many transactions meet, whether or not one of them is under way: DynamoDB refuses
 * it then, which says nothing about its condition. Answers whether the condition held. Throws `busy` after 18 tries.
 */
export async function undisturbed(write: () => Promise<unknown>): Promise<boolean> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await holds(write());
    } catch (error) {
      if (!isConflict(error)) throw error;
      if (attempt === tries) throw new Fault("busy");
      await giveWay(attempt);
    }
  }
}
