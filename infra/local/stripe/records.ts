import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type Stripe from "stripe";
import type { SavedReply } from "./idempotency.ts";
import type { StoredMethod } from "./payment-methods.ts";
import type { Delivery } from "./webhooks.ts";

/** The rows of one kind, in the order they were first put. */
export type Table<T extends { readonly id: string }> = {
  get(id: string): T | undefined;
  put(row: T): T;
  delete(id: string): void;
  all(): T[];
};

export type Rows = {
  intents: Stripe.PaymentIntent;
  charges: Stripe.Charge;
  refunds: Stripe.Refund;
  disputes: Stripe.Dispute;
  transactions: Stripe.BalanceTransaction;
  methods: StoredMethod;
  events: Stripe.Event;
  deliveries: Delivery;
  replies: SavedReply;
};
type Kind = keyof Rows;
/** Everything one Stripe account remembers. */
export type Records = { readonly [K in Kind]: Table<Rows[K]> };

/** Everything that happened, oldest first: what a test compares its own books with. */
export type Ledger = {
  readonly [K in Exclude<Kind, "methods" | "replies">]: readonly Rows[K][];
};

const KINDS = [
  ...(["intents", "charges", "refunds", "disputes", "transactions"] as const),
  ...(["methods", "events", "deliveries", "replies"] as const),
] as const;
type Row = { readonly id: string };
type Line = { readonly kind: Kind; readonly row?: Row; readonly gone?: string };

/**
 * With a data file, every change is appended to it as one line before it is answered, so a killed process forgets
 * nothing; opening it again replays the lines and rewrites the file with what is left.
 */
export const openRecords = (dataFile?: string): Records => {
  const rows = new Map<Kind, Map<string, Row>>(KINDS.map((kind) => [kind, new Map()]));
  const rowsOf = (kind: Kind): Map<string, Row> => rows.get(kind) ?? new Map();
  const journal = dataFile === undefined ? () => {} : openJournal(dataFile, rowsOf);

  const table = (kind: Kind): Table<Row> => ({
    get: (id) => rowsOf(kind).get(id),
    put: (row) => {
      rowsOf(kind).set(row.id, row);
      journal({ kind, row });
      return row;
    },
    delete: (id) => {
      if (rowsOf(kind).delete(id)) journal({ kind, gone: id });
    },
    all: () => [...rowsOf(kind).values()],
  });
  // `fromEntries` forgets which table is under which name.
  return Object.fromEntries(KINDS.map((kind) => [kind, table(kind)])) as unknown as Records;
};

export const ledgerOf = ({
  intents,
  charges,
  refunds,
  disputes,
  transactions,
  events,
  deliveries,
}: Records): Ledger => ({
  intents: intents.all(),
  charges: charges.all(),
  refunds: refunds.all(),
  disputes: disputes.all(),
  transactions: transactions.all(),
  events: events.all(),
  deliveries: deliveries.all(),
});

const openJournal = (file: string, rowsOf: (kind: Kind) => Map<string, Row>): ((line: Line) => void) => {
  mkdirSync(dirname(file), { recursive: true });
  for (const { kind, row, gone } of existsSync(file) ? readLines(file) : []) {
    if (row !== undefined) rowsOf(kind).set(row.id, row);
    if (gone !== undefined) rowsOf(kind).delete(gone);
  }
  const kept = KINDS.flatMap((kind) => Array.from(rowsOf(kind).values(), (row) => ({ kind, row })));
  writeFileSync(`${file}.new`, kept.map(asLine).join(""));
  renameSync(`${file}.new`, file);
  return (line) => appendFileSync(file, asLine(line));
};

const asLine = (line: Line): string => `${JSON.stringify(line)}\n`;

/** Lines of `asLine`. A process killed in the middle of a write leaves half a last one; that change was never answered. */
const readLines = (file: string): Line[] => {
  const whole = readFileSync(file, "utf8").split("\n").slice(0, -1);
  return whole.map((line): Line => JSON.parse(line));
};
