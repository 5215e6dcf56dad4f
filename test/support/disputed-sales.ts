import { loadOrder } from "#data/load-order.ts";
import { paidOf } from "#data/load-paid.ts";
import { loadStock } from "#data/load-stock.ts";
import { noteDisputes } from "#flows/dispute.ts";
import { settlePayment } from "#flows/settle-payment.ts";
import { intentOf } from "#platform/payment-intent.ts";
import { at, idOf } from "#test/infra/ops/changes.ts";
import { anOrganizer, aPerson } from "#test/infra/ops/people.ts";
import { aShow } from "#test/infra/ops/shows.ts";
import { memoryTable } from "#test/support/memory-table.ts";
import { heldAndPaid } from "#test/support/paid-at-stripe.ts";
import { stripeBeside } from "#test/support/stripe-beside.ts";
import { shellAt } from "#test/support/till.ts";

export const shell = shellAt(60);
/** What a door writes down of who comes in a minute later. */
export const scan = { nonce: "nonce-of-a-dispute", at: at(61).toISOString(), by: idOf("sami") };

/** A table in memory, a Stripe beside it, and sales that buyers dispute. */
export async function openDisputes() {
  const account = await stripeBeside();
  const stopTable = await memoryTable();
  const [mona, sami, buyer] = [await aPerson("mona"), await aPerson("sami"), await aPerson("nour")];
  const { organizerId } = await anOrganizer(mona, sami);
  let shows = 0;
  let teams = 0;
  const aSale = (places = 50) => aShow(`disputed show ${shows++}`, organizerId, places, [2500], mona.userId);

  /** So many tickets, paid at Stripe; what is told of it is for the test to say. */
  const charged = async (quantity: number, known?: Awaited<ReturnType<typeof aSale>>) =>
    heldAndPaid(account.stripe, buyer, known ?? (await aSale()), quantity);

  /** The same, with its tickets issued. */
  async function sold(quantity = 2, known?: Awaited<ReturnType<typeof aSale>>) {
    const one = await charged(quantity, known);
    const became = await settlePayment(intentOf(one.intent), shell);
    if (became !== "confirmed") throw new Error(`The payment was ${became}`);
    return one;
  }

  return {
    ...{ account, aSale, charged, sold, organizerId },
    /** Another organizer, with a team of its own. */
    otherTeam: async () => {
      const owner = await aPerson(`rana${teams++}`);
      return { owner, ...(await anOrganizer(owner, sami)) };
    },
    people: { owner: mona, doorStaff: sami, buyer },
    opens: ({ intentId }: Sold, how = {}) => account.double.openDispute(intentId, how).id,
    hears: ({ paymentId }: Sold) => noteDisputes(paymentId, shell),
    stop: async () => {
      await account.stop();
      await stopTable();
    },
  };
}
export type Sold = Awaited<ReturnType<typeof heldAndPaid>>;

/** How all of it stands: order, payment, what went back, tickets, places taken. */
export async function standing({ orderId, paymentId, eventId }: Sold) {
  const { payment, tickets } = await paidOf(paymentId);
  const [stock] = await loadStock(eventId, 1);
  return {
    order: (await loadOrder(orderId))?.status,
    payment: payment.status,
    back: payment.refundedAmount,
    tickets: tickets.map(({ status }) => status),
    taken: stock?.taken,
  };
}
