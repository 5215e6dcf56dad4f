import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LoadedEvent } from "#data/load-event.ts";
import { personLimit } from "#data/person-limit.ts";
import { releaseOrder } from "#data/release-order.ts";
import { hold } from "#test/infra/ops/buying.ts";
import { changeAt } from "#test/infra/ops/changes.ts";
import { anOrganizer, aPerson } from "#test/infra/ops/people.ts";
import { aShow } from "#test/infra/ops/shows.ts";
import { memoryTable } from "#test/support/memory-table.ts";
import { race } from "#test/support/race.ts";

let stop: () => Promise<void>;
let buyer: { readonly userId: string };
let shows = 0;
let sell: () => Promise<LoadedEvent>;
beforeAll(async () => {
  stop = await memoryTable();
  const [mona, sami, nour] = [await aPerson("mona"), await aPerson("sami"), await aPerson("nour")];
  const { organizerId } = await anOrganizer(mona, sami);
  buyer = nour;
  sell = async () => {
    const sale = await aShow(`limited ${shows++}`, organizerId, 100, [2500], mona.userId);
    return { ...sale, ticketTypes: sale.ticketTypes.map((type) => ({ ...type, maxPerPerson: 4 })) };
  };
}, 60_000);
afterAll(() => stop());

const countOf = async (sale: LoadedEvent) => {
  const { data } = await personLimit.get({ eventId: sale.event.eventId, ...buyer }).go({ consistent: true });
  return data?.counts[sale.ticketTypes[0]?.ticketTypeId ?? ""] ?? 0;
};

describe("limits beaten by parallel requests", { timeout: 60_000 }, () => {
  async function rush(options?: { readonly guards: boolean }) {
    const sale = await sell();
    const tries = Array.from({ length: 20 }, (_, number) => () => hold(buyer, sale, `${shows} ${number}`, [1]));
    const results = await race(tries, options);
    const refused = results.flatMap((result) => (result.status === "rejected" ? [result.reason.code] : []));
    return { held: results.length - refused.length, refused, count: await countOf(sale) };
  }

  it("are not: of one person's twenty orders at once four are placed, the others told why", async () => {
    const { held, refused, count } = await rush();
    expect({ held, count }).toEqual({ held: 4, count: 4 });
    expect(new Set(refused)).toEqual(new Set(["limit_exceeded"]));
  });

  it("would be without the guard (the control)", async () => {
    expect((await rush({ guards: false })).held).toBeGreaterThan(4);
  });

  it("count anew what is released, once however often that is tried", async () => {
    const sale = await sell();
    const [first] = [await hold(buyer, sale, `${shows} a`, [2]), await hold(buyer, sale, `${shows} b`, [2])];
    await expect(hold(buyer, sale, `${shows} c`, [1])).rejects.toMatchObject({ code: "limit_exceeded" });
    const tries = Array.from({ length: 4 }, () => () => releaseOrder(first, undefined, "cancelled", changeAt(14)));
    await race(tries);
    expect(await countOf(sale)).toBe(2);
    await hold(buyer, sale, `${shows} d`, [2]);
    expect(await countOf(sale)).toBe(4);
  });
});
