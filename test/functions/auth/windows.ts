import { now, timePasses } from "#test/support/when.ts";

/** Moves time to where counts of so many milliseconds start anew, so that none does in the middle of a test. */
export async function aNewWindowBegins(length: number): Promise<void> {
  await timePasses(length - ((await now()).getTime() % length));
}
