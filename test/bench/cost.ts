import { marshall } from "@aws-sdk/util-dynamodb";
import { operations } from "#functions/operations.ts";
import { itemSize } from "#infra/local/dynamodb/item-size.ts";
import type { Reading } from "#infra/local/dynamodb/meter/ledger.ts";
import { functionLines, hottest, linesOf, sumOf } from "#test/bench/cost/lines.ts";
import { type Costs, costs } from "#test/bench/cost/measured.ts";
import type { Group } from "#test/bench/group.ts";
import { type Aim, type Row, row } from "#test/bench/row.ts";

const name = "cost of an operation";

export const cost: Group = {
  name,
  about:
    "capacity units by AWS's size rules, all that an operation causes included, against the textbook design:\n" +
    "  one transaction over counter, order, idempotency and ticket, indexes that project everything",
  rows: async (bench) => {
    const measured = await costs(bench);
    return [...sales(measured), ...reads(measured), ...sizes(measured), ...others(measured)];
  },
};

type Unit = "WCU" | "RCU";
type Asked = {
  readonly name: string;
  readonly unit: Unit;
  readonly reading: Reading;
  readonly textbook?: Reading | undefined;
};

function counted({ name: title, unit, reading, textbook }: Asked, aim?: Aim, lines = linesOf(reading)): Row {
  const of = unit === "WCU" ? "write" : "read";
  const reference = textbook && { name: `${unit} by the textbook`, figure: sumOf(textbook, [])[of] };
  const { requests, read, write } = sumOf(reading);
  const other = unit === "WCU" ? `${read} RCU` : `${write} WCU`;
  const note = `${requests} ${requests === 1 ? "request" : "requests"}, ${other}; ${hottest(reading)}`;
  return row(name, { name: title, figure: unit === "WCU" ? write : read, unit, reference, aim, lines, note });
}

function sales({ scenarios, operations, textbook }: Costs): Row[] {
  const asked = [
    ["order of 1 ticket, paid", { atMost: 28 }],
    ["order of 4 tickets, paid", { atMost: 40 }],
    ["order of 1 ticket, free", undefined],
    ["hold of 1 ticket runs out unpaid", undefined],
  ] as const;
  const rows = asked.map(([scenario, aim]) => {
    const reading = found(scenarios, scenario);
    const known = scenario === "hold of 1 ticket runs out unpaid" ? undefined : textbook.get(scenario);
    return counted({ name: scenario, unit: "WCU", reading, textbook: known }, aim);
  });
  const theirs = found(textbook, "order of 1 ticket, paid");
  const byTextbook = row(name, {
    ...{ name: "order of 1 ticket, paid, by the textbook", figure: sumOf(theirs, []).write, unit: "WCU" },
    lines: linesOf(theirs, []),
  });
  const door = found(operations, "check-ins/check-in-ticket");
  const all = counted({
    name: "check-in with its scan row",
    unit: "WCU",
    reading: door,
    textbook: textbook.get("check-in"),
  });
  const scan = sum(all.lines.filter(({ name }) => name.includes("PutItem")));
  const aim = { atMost: 4, also: { text: "plus its scan row", met: true } };
  return [
    ...rows,
    byTextbook,
    all,
    row(name, { name: "check-in without it", figure: all.figure - scan, unit: "WCU", aim }),
  ];
}

const sum = (lines: Row["lines"]) => lines.reduce((total, { figures }) => total + (figures.WCU ?? 0), 0);

function reads({ operations, textbook }: Costs): Row[] {
  const page = found(operations, "events/list-upcoming-events");
  const queries = { text: "1 query", met: sumOf(page).requests === 1 };
  return [
    readRow("upcoming events, a page of 20", page, textbook.get("upcoming events"), { atMost: 2, also: queries }),
    readRow("my orders, a page of 20", found(operations, "orders/list-my-orders"), textbook.get("my orders")),
    readRow("my tickets, a page of 20", found(operations, "tickets/list-my-tickets"), textbook.get("my tickets")),
    readRow("event page", found(operations, "events/get-event"), textbook.get("event page")),
  ];
}

const readRow = (name: string, reading: Reading, textbook: Reading | undefined, aim?: Aim) =>
  counted({ name, unit: "RCU", reading, textbook }, aim);

/** Up to 1,024 bytes an item costs one unit a write, beyond that two. */
function sizes({ sold: { order, payment, tickets } }: Costs): Row[] {
  const items = { "order item": order, "payment item": payment, "ticket item": tickets[0] ?? {} };
  return Object.entries(items).map(([title, item]) => {
    const bytes = (value: unknown) => itemSize(marshall({ value }, { removeUndefinedValues: true })) - "value".length;
    const attributes = Object.entries(item).map(([name, value]) => ({ name, bytes: name.length + bytes(value) }));
    const largest = attributes.toSorted((a, b) => b.bytes - a.bytes).slice(0, 6);
    return row(name, {
      name: `${title}, 1 ticket paid`,
      figure: itemSize(marshall(item, { removeUndefinedValues: true })),
      unit: "bytes",
      aim: { atMost: 1024 },
      note: `largest: ${largest.map(({ name, bytes }) => `${name} ${bytes}`).join(", ")}`,
    });
  });
}

/** Every operation by itself, in the order of the table, and how many nobody has written a scenario for. */
function others({ operations: readings }: Costs): Row[] {
  const rows = operations.flatMap(({ id, method }) => {
    const reading = readings.get(id);
    if (!reading) return [];
    const unit = method === "GET" ? "RCU" : "WCU";
    return [counted({ name: id, unit, reading }, undefined, functionLines(reading))];
  });
  const missing = operations.filter(({ id }) => !readings.has(id)).map(({ id }) => id);
  const note = missing.length > 0 ? { note: `add them to test/bench/cost: ${missing.join(", ")}` } : {};
  const uncounted = { name: "operations not counted", figure: missing.length, unit: "operations" };
  return [...rows, row(name, { ...uncounted, aim: { atMost: 0 }, ...note })];
}

function found<K>(readings: ReadonlyMap<K, Reading>, key: K): Reading {
  const reading = readings.get(key);
  if (!reading) throw new Error(`${key} was not counted`);
  return reading;
}
