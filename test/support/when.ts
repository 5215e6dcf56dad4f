import { health } from "#functions/site/health.ts";
import { connect } from "#platform/client.ts";
import { functionNamed } from "#test/support/faults.ts";
import { stack } from "#test/support/this-stack.ts";

/** The stack's time, which all tests share and may have moved. Never compare with the test machine's own. */
export async function now(): Promise<Date> {
  const { body } = await connect(stack().api).call(health, {});
  return new Date(body.now);
}

/** The moment so many milliseconds from now, as the API writes it. */
export const fromNow = async (milliseconds: number) => new Date((await now()).getTime() + milliseconds).toISOString();

/**
 * Moves the stack's clock forward and waits until all that was due meanwhile has been done. What is on its way settles
 * first, in the time it belongs to: a delay would otherwise begin after the jump.
 */
export async function timePasses(milliseconds: number): Promise<void> {
  await everythingSettles();
  await clockMoves(milliseconds);
  await everythingSettles();
}

/** Moves the stack's clock forward while things are on their way. */
export const clockMoves = async (milliseconds: number) => {
  await control("/_local/clock", { advanceSeconds: milliseconds / 1000 });
};

/** Moves the stack's clock to `moment`, unless it is past it already. */
export async function timeReaches(moment: string): Promise<void> {
  await timePasses(Math.max(0, Date.parse(moment) - (await now()).getTime()));
}

/** Waits until every fact has been told, every queue is empty and nothing runs. */
export const everythingSettles = async () => {
  await control("/_local/settle", {});
};

/** Runs a schedule before its time, once; whether it got to its end. Moving the clock would run all the others, too. */
export async function runs(id: string): Promise<boolean> {
  const answer = await control("/_local/invoke", { functionName: functionNamed(id) });
  return ((await answer.json()) as { ok: boolean }).ok;
}

async function control(path: string, body: object): Promise<Response> {
  const headers = { "content-type": "application/json" };
  const init = { method: "POST", headers, body: JSON.stringify(body) };
  const response = await fetch(new URL(path, stack().api), init);
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response;
}
