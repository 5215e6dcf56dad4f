import { table } from "#data/table.ts";

/** What this process's data layer may still write before it dies; none: as much as it likes. */
let writesLeft: number | undefined;

class Died extends Error {}

table.client.middlewareStack.add(
  (next) => async (args) => {
    const { input } = args;
    const isWrite = "TransactItems" in input || "Item" in input || "UpdateExpression" in input;
    if (isWrite && writesLeft !== undefined && writesLeft-- <= 0) throw new Died("The process has died");
    return next(args);
  },
  { step: "initialize", priority: "high" },
);

/** Does the work of a process that dies before its write of this number, counted from 0. Answers whether it died. */
export async function dyingAt(write: number, work: () => Promise<unknown>): Promise<boolean> {
  writesLeft = write;
  try {
    await work();
    return false;
  } catch (error) {
    if (error instanceof Died || (error as Error).cause instanceof Died) return true;
    throw error;
  } finally {
    writesLeft = undefined;
  }
}
