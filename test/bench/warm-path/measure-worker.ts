import { deepStrictEqual } from "node:assert/strict";
import { pathToFileURL } from "node:url";
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { signAccess } from "#platform/tokens.ts";
import { type Case, caller } from "#test/bench/warm-path/cases.ts";
import { eventOf } from "#test/platform/gateway-event.ts";

/** What this process is asked for, as its one argument; it answers `Spent` to its parent. */
export type Asked = Pick<Case, "sent" | "status"> & {
  /** The two handlers' files. */
  readonly own: string;
  readonly byHand: string;
  readonly blocks: number;
  readonly perBlock: number;
};
/** Microseconds of CPU per request, one figure per block. */
export type Spent = { readonly own: number[]; readonly byHand: number[] };

type Handler = (event: object, context: object) => Promise<APIGatewayProxyStructuredResultV2>;

const { sent, status, own, byHand, blocks, perBlock }: Asked = JSON.parse(process.argv[2] ?? "");
const load = async (file: string): Promise<Handler> => (await import(pathToFileURL(file).href)).handler;
const handlers = { own: await load(own), byHand: await load(byHand) };
const authorization = `Bearer ${await signAccess(caller, new Date())}`;
const event = JSON.stringify(eventOf({ ...sent, headers: { ...sent.headers, authorization } }));
const context = { getRemainingTimeInMillis: () => 10_000 };

async function answered(handler: Handler) {
  const answer = await handler(JSON.parse(event), context);
  if (answer.statusCode !== status) throw new Error(`It answered ${JSON.stringify(answer)}`);
  return answer;
}

/** An answer but for what is another one each time: cursors are sealed anew, and time goes on. */
const lasting = ({ body = "" }: APIGatewayProxyStructuredResultV2) =>
  JSON.parse(body, (name, value) => {
    if (name === "nextCursor" || name === "holdUntil") return typeof value;
    return name === "createdAt" || name === "updatedAt" ? typeof value : value;
  });

/** So many requests, one after the other, as an instance serves them; CPU of all threads of this process. */
async function block(handler: Handler): Promise<number> {
  const before = process.cpuUsage();
  for (let request = 0; request < perBlock; request++) await answered(handler);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / perBlock;
}

const [whole, least] = [lasting(await answered(handlers.own)), lasting(await answered(handlers.byHand))];
deepStrictEqual(least, whole, "By hand it answers something else than the product: the two cannot be compared");

const spent: Spent = { own: [], byHand: [] };
for (let number = 0; number < blocks; number++) {
  for (const which of ["own", "byHand"] as const) {
    const microseconds = await block(handlers[which]);
    // The first blocks are for the compiler.
    if (number >= blocks / 4) spent[which].push(microseconds);
  }
}
process.send?.(spent, () => process.exit());
