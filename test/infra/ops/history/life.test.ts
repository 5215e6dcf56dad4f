import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { days, shifted } from "#domain/time.ts";
import { lifeOf, linkTo } from "#infra/ops/history/life.ts";
import { timeOf } from "#infra/ops/history/ordered.ts";
import { record } from "#test/events/relay/changes.ts";
import { keptLog, recordsOf } from "#test/infra/ops/history/kept-log.ts";

const start = "2027-01-01T00:30:00.000Z";
const end = "2027-03-01T00:00:00.000Z";

type Asked = { readonly since?: string; readonly horizon?: string; readonly newest?: object };
const search = (
  log: ReturnType<typeof keptLog>,
  pk: string,
  { newest, since, horizon = shifted(end, -days(7)) }: Asked,
) =>
  lifeOf({
    readHour: (hour) => log.changesOf(pk, hour),
    newest: newest && linkTo({ ...newest }),
    until: end,
    since,
    horizon,
  });

/** The versions of a life, in order. */
const versions = ({ changes }: Awaited<ReturnType<typeof lifeOf>>) => changes.map(({ after }) => after?.version);

describe("whatever is delivered twice, in whatever batches", () => {
  /** Up to 40 changes of three items over two days, and ways to cut and repeat their stream. */
  const told = fc
    .array(fc.record({ pk: fc.constantFrom("event#a", "event#b", "event#c"), pause: fc.nat(7_200_000) }), {
      minLength: 1,
      maxLength: 40,
    })
    .map((changes) => {
      let at = start;
      const moments = changes.map(({ pk, pause }) => {
        at = shifted(at, pause);
        return { pk, at };
      });
      return recordsOf(moments);
    });
  const piece = fc.tuple(fc.nat(40), fc.integer({ min: 1, max: 10 }));

  it("a reader finds each change once, in order, and none is lost", async () => {
    await fc.assert(
      fc.asyncProperty(
        told,
        fc.array(fc.integer({ min: 1, max: 9 })),
        fc.array(piece),
        async (records, cuts, again) => {
          const log = keptLog();
          const sizes = [...cuts, ...records.map(() => 5)];
          for (let from = 0, at = 0; from < records.length; at++) {
            const size = sizes[at] ?? 5;
            log.takes(records.slice(from, from + size));
            from += size;
          }
          // A shard that is read again from further back, by other windows and halves, at any later time.
          for (const [from, size] of again) log.takes(records.slice(from, from + size));
          for (const pk of ["event#a", "event#b", "event#c"]) {
            const own = records.map(({ dynamodb }) => dynamodb?.NewImage).filter((image) => image?.pk?.S === pk);
            const last = own.at(-1);
            if (!last) continue;
            const newest = { updatedAt: last.updatedAt?.S, version: Number(last.version?.N) };
            const life = await search(log, pk, { newest });
            expect(versions(life)).toEqual(own.map((_, place) => place + 1));
            expect(life.missing).toEqual([]);
          }
        },
      ),
    );
  });

  it("a smaller batch that comes later takes nothing away: were it named by its first change alone, it would", () => {
    const log = keptLog();
    const records = recordsOf([1, 2, 3].map((minute) => ({ pk: "event#a", at: shifted(start, minute * 60_000) })));
    log.takes(records);
    log.takes(records.slice(0, 1));
    return expect(log.changesOf("event#a", "2027-01-01T00")).resolves.toHaveLength(4);
  });
});

describe("an item's life", () => {
  const pk = "event#a";
  const moments = [0, 1, 30, 31].map((day) => shifted(start, days(day)));
  const records = recordsOf(moments.map((at, place) => ({ pk, at, fields: { price: place } })));
  const newest = { updatedAt: moments[3], version: 4 };
  const whole = () => {
    const log = keptLog();
    for (const one of records) log.takes([one]);
    return log;
  };

  it("is found by going from change to change: few hours are read, however long it is", async () => {
    const log = whole();
    expect(versions(await search(log, pk, { newest }))).toEqual([1, 2, 3, 4]);
    expect(log.hours).toEqual([...moments].reverse().map((at) => at.slice(0, 13)));
  });

  it("is followed back no further than it is asked for", async () => {
    const log = whole();
    const { changes } = await search(log, pk, { newest, since: shifted(start, days(10)) });
    expect(changes.findLast((line) => timeOf(line) <= shifted(start, days(10)))?.after).toMatchObject({ price: 1 });
    expect(log.hours).toHaveLength(3);
  });

  it("is found where it was written down in the next hour", async () => {
    const log = keptLog();
    const at = "2027-01-01T00:59:59.900Z";
    log.takes([
      record(
        undefined,
        { pk, sk: "event", __edb_e__: "event", updatedAt: at, version: 1 },
        { at: "2027-01-01T01:00:00Z" },
      ),
    ]);
    expect(versions(await search(log, pk, { newest: { updatedAt: at, version: 1 } }))).toEqual([1]);
  });

  it("tells which change is not there, and goes on behind it if that is near", async () => {
    const log = keptLog();
    for (const one of [...records.slice(0, 2), ...records.slice(3)]) log.takes([one]);
    const at = moments[2];
    expect(await search(log, pk, { newest })).toMatchObject({ missing: [{ at, version: 3 }], changes: [{}] });
    const further = await search(log, pk, { newest, horizon: start });
    expect(versions(further)).toEqual([1, 2, 4]);
    expect(further.missing).toMatchObject([{ at, version: 3 }]);
  });

  it("is found although the item is gone, if it went within the last week, or since then", async () => {
    const gone = record(
      { pk, sk: "event", __edb_e__: "event", updatedAt: moments[3], version: 4, changedBy: "somebody" },
      undefined,
      { at: "2027-02-25T12:00:00Z", sequence: "200" },
    );
    const log = whole();
    log.takes([gone]);
    const life = await search(log, pk, {});
    expect(life.changes.map(({ change }) => change)).toEqual(["INSERT", "MODIFY", "MODIFY", "MODIFY", "REMOVE"]);
    const later = { ...life, until: "2027-06-01T00:00:00.000Z" };
    const asked = { readHour: (hour: string) => log.changesOf(pk, hour), newest: undefined, until: later.until };
    expect(await lifeOf({ ...asked, since: undefined, horizon: shifted(later.until, -days(7)) })).toMatchObject({
      changes: [],
    });
    const from = "2027-02-20T00:00:00.000Z";
    expect((await lifeOf({ ...asked, since: from, horizon: from })).changes).not.toEqual([]);
  });

  it.each([
    ["as it was", { updatedAt: moments[3], version: 4 }],
    ["with a change of its own", { updatedAt: "2027-02-20T00:00:00.500Z", version: 5 }],
  ])("goes on in the table it was moved from, %s", async (_, arrived) => {
    const log = whole();
    const at = "2027-02-20T00:00:00Z";
    const item = { pk, sk: "event", __edb_e__: "event", updatedAt: moments[3], version: 4 };
    const moved = { ...item, ...arrived, archivedAt: "2027-02-20T00:00:00.500Z" };
    const changed = { ...moved, updatedAt: "2027-02-21T00:00:00.000Z", version: 6 };
    log.takes([record(item, undefined, { at, sequence: "300" })]);
    log.takes([record(undefined, moved, { at, sequence: "5", stream: "archive" })]);
    const told = ["bilten INSERT", "bilten MODIFY", "bilten MODIFY", "bilten MODIFY", "archive MOVE"];
    const shown = async (newest: object) => {
      const { changes, missing } = await search(log, pk, { newest });
      expect(missing).toEqual([]);
      return changes.map(({ stream, change }) => `${stream} ${change}`);
    };
    expect(await shown(moved)).toEqual(told);
    log.takes([record(moved, changed, { at: "2027-02-21T00:00:00Z", sequence: "6", stream: "archive" })]);
    expect(await shown(changed)).toEqual([...told, "archive MODIFY"]);
  });
});
