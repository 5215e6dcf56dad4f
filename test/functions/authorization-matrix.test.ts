import { beforeAll, describe, expect, it } from "vitest";
import { faults } from "#domain/fault.ts";
import type { Answer } from "#platform/client.ts";
import { askAs, asRead, elsewhere } from "#test/functions/matrix/ask-as.ts";
import { type Caller, callers } from "#test/functions/matrix/caller.ts";
import { type Asked, expected, type Outcome } from "#test/functions/matrix/row.ts";
import { type Cell, cells } from "#test/functions/matrix/rows.ts";
import { aWorld, type World } from "#test/functions/matrix/world.ts";
import { writesOf } from "#test/support/meter.ts";

let world: World;
const asked = new Set<Cell>();

beforeAll(async () => {
  world = await aWorld();
});

/** What came of a request: done, or the fault's code; a status that is not the fault's is told beside it. */
function outcomeOf({ problem, status }: Answer): string {
  if (!problem) return "done";
  const { status: due } = faults[problem.code as keyof typeof faults] ?? { status: undefined };
  return due === status ? problem.code : `${status} ${problem.code}`;
}

/** One row of the matrix as it is: what everybody got, what they were told that is not for them, what was changed. */
async function ask(cell: Cell, expects: Record<Caller, Outcome>) {
  const got: Partial<Record<Caller, string>> = {};
  const leaks: string[] = [];
  const told: Partial<Record<Caller, { there: unknown; nowhere: unknown }>> = {};
  const tries = async (as: Caller, request: Asked) => {
    const { answer, leaks: found } = await askAs(world, cell, request, as);
    got[as] = outcomeOf(answer);
    leaks.push(...found.map((what) => `${as} was told ${what}`));
    return answer;
  };

  const refused = callers.filter((caller) => expects[caller] !== "done");
  const [first] = refused;
  let writes = 0;
  if (first) {
    const request = await cell.row.ask(world, first);
    const isRefused = async (as: Caller) => {
      const there = asRead(await tries(as, request));
      if (expects[as] !== "not_found") return;
      const { answer } = await askAs(world, cell, elsewhere(cell, request), as);
      told[as] = { there, nowhere: asRead(answer) };
    };
    // All at once: they change nothing.
    ({ writes } = await writesOf(cell.op.id, () => Promise.all(refused.map(isRefused))));
  }
  const able = callers.filter((caller) => expects[caller] === "done");
  const does = async (as: Caller) => tries(as, await cell.row.ask(world, as));
  if (cell.op.method === "GET") await Promise.all(able.map(does));
  else for (const as of able) await does(as);
  return { got, leaks, told: Object.entries(told), writes };
}

describe("who may do what", () => {
  it.each(cells)("$name", async (cell) => {
    asked.add(cell);
    const expects = expected(cell.op, cell.row);
    const { got, leaks, told, writes } = await ask(cell, expects);
    expect(got).toEqual(expects);
    expect(leaks).toEqual([]);
    expect(writes, "write units of requests that were refused").toBe(0);
    for (const [as, { there, nowhere }] of told) expect(there, `${as} can tell that it exists`).toEqual(nowhere);
  });

  it.each(cells.filter(({ op }) => op.role))("$name, but not with a role that was taken away", async (cell) => {
    const request = { ...(await cell.row.ask(world, "superAdmin")), token: world.formerAdmin.token };
    const { result, writes } = await writesOf(cell.op.id, () => askAs(world, cell, request, "stranger"));
    expect(outcomeOf(result.answer)).toBe("not_permitted");
    expect(result.leaks).toEqual([]);
    expect(writes).toBe(0);
  });

  it("is judged by secrets that somebody was shown, each of them", ({ skip }) => {
    skip(asked.size < cells.length, "only some rows were asked");
    expect(world.secrets.unseen()).toEqual([]);
  });

  it("notices a secret in the wrong hands, wherever in an answer it is", () => {
    const { secrets, draft, cast } = world;
    const { title } = draft.event;
    const answer = (text: string, headers = {}) => ({ text, headers: new Headers(headers) });
    const leak = [expect.stringContaining(title)];
    expect(secrets.leaksIn(answer(`{"title":"${title}"}`), "", "stranger")).toEqual(leak);
    expect(secrets.leaksIn(answer("", { location: `/v1/events?title=${title}` }), "", "doorStaff")).toEqual(leak);
    expect(secrets.leaksIn(answer(title), "", "owner")).toEqual([]);
    expect(secrets.leaksIn(answer(cast.buyer.email), "", "owner")).toEqual(["the email of buyer"]);
  });
});
