import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { admitTicket } from "#data/admit-ticket.ts";
import { confirmOrder } from "#data/confirm-order.ts";
import { expireTicket } from "#data/expire-ticket.ts";
import { holdStock } from "#data/hold-stock.ts";
import type { LoadedEvent } from "#data/load-event.ts";
import { type LoadedOrder, type LoadedPayment, loadOrder, loadPayment } from "#data/load-order.ts";
import { loadStock } from "#data/load-stock.ts";
import { order as orders } from "#data/order.ts";
import { payment as payments } from "#data/payment.ts";
import { keepPayment, movePayment } from "#data/record-payment.ts";
import { settleRefund } from "#data/refund-payment.ts";
import { releaseOrder } from "#data/release-order.ts";
import { ticket as tickets } from "#data/ticket.ts";
import { ticketsOf } from "#data/tickets-of-order.ts";
import { confirmation } from "#domain/confirmation.ts";
import { type Life, mayBecome, orderLife, paymentLife, ticketLife } from "#domain/life.ts";
import { type Order, orderStatuses } from "#domain/order.ts";
import { openPayment, type Payment, paymentStatuses } from "#domain/payment.ts";
import { openRefund, withOutcome } from "#domain/refund.ts";
import { type Ticket, ticketStatuses } from "#domain/ticket.ts";
import { hold, pay } from "#test/infra/ops/buying.ts";
import { at, changeAt, idOf } from "#test/infra/ops/changes.ts";
import { anOrganizer, aPerson } from "#test/infra/ops/people.ts";
import { aShow } from "#test/infra/ops/shows.ts";
import { memoryTable } from "#test/support/memory-table.ts";

let stop: () => Promise<void>;
let buyer: { readonly userId: string };
let show: LoadedEvent;
beforeAll(async () => {
  stop = await memoryTable();
  const [mona, sami, nour] = [await aPerson("mona"), await aPerson("sami"), await aPerson("nour")];
  const { organizerId } = await anOrganizer(mona, sami);
  buyer = nour;
  show = await aShow("show", organizerId, 900, [2500], mona.userId);
}, 60_000);
afterAll(() => stop());

/** An order of two tickets with all that hangs on it, as it is read. */
async function read(orderId: string) {
  const order = await loadOrder(orderId);
  const payment = order?.paymentId === undefined ? undefined : await loadPayment(order.paymentId);
  if (!order || !payment) throw new Error(`There is no order ${orderId}, or no payment`);
  return { order, payment, tickets: await ticketsOf(payment) };
}
type Sale = Awaited<ReturnType<typeof read>>;

let sales = 0;
const held = async () => read((await hold(buyer, show, `life ${sales++}`, [2])).orderId);
const sold = async () => read((await pay(await hold(buyer, show, `life ${sales++}`, [2]))).orderId);

/** The same, and what is taken of the stock. */
const standing = async (orderId: string) => ({
  ...(await read(orderId)),
  stock: await loadStock(show.event.eventId, 1),
});
type Standing = Awaited<ReturnType<typeof standing>>;

/** Puts one item of a sale into a status, whatever the graph says. */
const put = {
  order: (order: LoadedOrder, status: Order["status"]) => orders.put({ ...order, status }).go(),
  payment: (payment: LoadedPayment, status: Payment["status"]) => payments.put({ ...payment, status }).go(),
  ticket: (sale: Sale, status: Ticket["status"], differs: Partial<Ticket> = {}) =>
    Promise.all(sale.tickets.map((ticket) => tickets.put({ ...ticket, ...differs, status }).go())),
};

const issued = (number: number) => ({
  at: at(12).toISOString(),
  expiresAt: at(600).toISOString(),
  random: (bytes: number) => Uint8Array.from({ length: bytes }, (_, place) => (number >> (5 * place)) % 32),
});
let numbers = 1;

const confirm = ({ order, payment }: Sale, number = 2 * numbers++) => {
  let drawn = number;
  const issue = { ...issued(0), random: (bytes: number) => issued(drawn++).random(bytes) };
  numbers++;
  return confirmOrder({ order, payment }, confirmation(order, payment, issue), changeAt(20));
};
const release = (to: "expired" | "cancelled") => (sale: Sale) =>
  releaseOrder(sale.order, sale.payment, to, changeAt(20));
/** The settling of a refund of so many of the tickets, as if nothing had been paid back before. */
const settle = (count: number) => (sale: Sale) => {
  const refundId = idOf(`refund ${numbers++}`);
  const ticketIds = sale.tickets.slice(0, count).map(({ ticketId }) => ticketId);
  const wish = { refundId, ticketIds, reason: "requested", openedAt: at(20).toISOString() } as const;
  const open = openRefund({ ...sale.payment, status: "completed" }, wish);
  const next = withOutcome(open, refundId, { status: "succeeded", settledAt: at(21).toISOString() });
  const gone = sale.tickets.filter(({ ticketId }) => ticketIds.includes(ticketId));
  return settleRefund({ ...sale, tickets: gone }, next, changeAt(21));
};
const moves =
  (status: Payment["status"]) =>
  ({ payment }: Sale) =>
    movePayment(payment, changeAt(20), () => ({ status }));

/** For each status the writes that lead to it, and what they are tried on. */
type Writes = Readonly<
  Record<string, readonly { readonly on: () => Promise<Sale>; write(sale: Sale): Promise<unknown> }[]>
>;

const lives: readonly {
  readonly what: string;
  readonly life: Life;
  readonly statuses: readonly string[];
  readonly becomes: (sale: Sale, status: never) => Promise<unknown>;
  readonly statusOf: (sale: Sale) => string | undefined;
  readonly writes: Writes;
  /** What stays as it is if the move is refused. */
  readonly kept: (standing: Standing) => unknown;
  /** Moves that none of these writes makes. */
  readonly otherwise: readonly string[];
}[] = [
  {
    what: "order",
    life: orderLife,
    statuses: orderStatuses,
    becomes: ({ order }, status) => put.order(order, status),
    statusOf: ({ order }) => order.status,
    writes: {
      pending: [
        { on: held, write: ({ order }) => holdStock(order, show.event.stockShards, changeAt(20), (order) => order) },
      ],
      confirmed: [{ on: held, write: (sale) => confirm(sale) }],
      expired: [{ on: held, write: release("expired") }],
      cancelled: [{ on: held, write: release("cancelled") }],
      partially_refunded: [{ on: sold, write: settle(1) }],
      refunded: [{ on: sold, write: settle(2) }],
    },
    kept: (all) => all,
    otherwise: [],
  },
  {
    what: "payment",
    life: paymentLife,
    statuses: paymentStatuses,
    becomes: ({ payment }, status) => put.payment(payment, status),
    statusOf: ({ payment }) => payment.status,
    writes: {
      pending: [{ on: held, write: ({ order }) => keepPayment(openPayment(order), changeAt(20)) }],
      processing: [{ on: held, write: moves("processing") }],
      failed: [{ on: held, write: moves("failed") }],
      cancelled: [{ on: held, write: moves("cancelled") }],
      completed: [
        { on: held, write: moves("completed") },
        { on: held, write: (sale) => confirm(sale) },
      ],
      partially_refunded: [{ on: sold, write: settle(1) }],
      refunded: [
        { on: sold, write: settle(2) },
        { on: held, write: moves("refunded") },
      ],
      disputed: [{ on: sold, write: moves("disputed") }],
    },
    kept: (all) => all,
    otherwise: [],
  },
  {
    what: "ticket",
    life: ticketLife,
    statuses: ticketStatuses,
    becomes: (sale, status) => put.ticket(sale, status, status === "cancelled" ? { pricePaid: 0 } : {}),
    statusOf: ({ tickets }) => tickets[0]?.status,
    writes: {
      used: [
        {
          on: sold,
          write: async ({ tickets: [ticket] }) => {
            const scan = { nonce: `scan of ${ticket?.ticketId}`, at: at(20).toISOString(), by: idOf("sami") };
            if (ticket) await admitTicket(ticket, scan, changeAt(20));
          },
        },
      ],
      expired: [{ on: sold, write: async ({ tickets: [one] }) => one && expireTicket(one, changeAt(20)) }],
      refunded: [{ on: sold, write: settle(1) }],
      cancelled: [
        {
          on: async () => {
            const sale = await sold();
            await put.ticket(sale, "active", { pricePaid: 0 });
            return read(sale.order.orderId);
          },
          write: settle(1),
        },
      ],
    },
    // A refund that finds a ticket ended ends the others.
    kept: ({ tickets: [ticket], stock }) => ({ ticket, taken: stock.map(({ taken }) => taken) }),
    // What suspends tickets and gives them back comes with refunds and disputes.
    otherwise: ["active → suspended", "suspended → active", "suspended → expired"],
  },
];

describe.each(lives)("of all the statuses of a $what", { timeout: 60_000 }, (of) => {
  const { life, statuses, becomes, statusOf, writes, kept, otherwise } = of;
  const all = Object.entries(writes).flatMap(([to, ways]) => ways.map((way) => ({ to, ...way })));

  it.each(all)("$to follows those that the graph says, and no other", async ({ to, on, write }) => {
    const followed: string[] = [];
    for (const from of statuses) {
      const { order } = await on();
      await becomes(await read(order.orderId), from as never);
      const before = await standing(order.orderId);
      const refused = await write(before).then(
        (done) => done === false,
        () => true,
      );
      const after = await standing(order.orderId);
      if (from === to ? mayBecome(life, from, to) && !refused : statusOf(after) !== from) followed.push(from);
      else if (from !== to) expect([from, kept(after)]).toEqual([from, kept(before)]);
    }
    const ways = all.filter((way) => way.to === to).length;
    const expected = statuses.filter((from) => mayBecome(life, from, to) && !otherwise.includes(`${from} → ${to}`));
    if (ways === 1) expect(followed).toEqual(expected);
    else expect(expected).toEqual(expect.arrayContaining(followed));
  });

  it("each is written by something here, or comes with what is named", () => {
    const written = all.map(({ to }) => to);
    const missing = statuses.flatMap((from) =>
      statuses.filter((to) => mayBecome(life, from, to) && !written.includes(to)).map((to) => `${from} → ${to}`),
    );
    expect(otherwise).toEqual(expect.arrayContaining(missing));
  });
});
