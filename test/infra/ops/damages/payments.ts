import { derivedId } from "#domain/ids.ts";
import { openPayment, paymentIdOf } from "#domain/payment.ts";
import { created } from "#domain/trail.ts";
import { changeAt, idOf } from "#test/infra/ops/changes.ts";
import type { Damage } from "#test/infra/ops/damages/damage.ts";

const thrice = (what: string) => [what, what, what];

/** What can go wrong with payments and the tickets they pay for. */
export const payments: readonly Damage[] = [
  [
    "an order that points to another payment",
    (hand, { orders: { paid } }) => hand.makes("order", { orderId: paid.orderId }, { paymentId: idOf("nothing") }),
    [
      "payment order: does not point to the payment its PaymentIntent makes",
      "payment payment: is completed, and another payment bought the order's tickets",
      "tickets payment: has tickets its order did not buy",
    ],
  ],
  [
    "two orders with one PaymentIntent",
    (hand, { orders: { paid, late } }) =>
      hand.makes("order", { orderId: late.orderId }, { intentId: paid.intentId, paymentId: paid.paymentId }),
    ["payment order: points to the payment of another order"],
  ],
  [
    "an order that was paid twice",
    async (hand, { orders: { paid } }) => {
      const intentId = "pi_second";
      const open = openPayment({ ...paid, intentId, paymentId: paymentIdOf({ ...paid, intentId }) });
      await hand.puts("payment", { ...open, status: "completed", ...created(changeAt(30)) });
    },
    ["payment payment: is completed, and another payment bought the order's tickets"],
  ],
  [
    "a payment of another PaymentIntent",
    (hand, { payment: { paymentId } }) => hand.makes("payment", { paymentId }, { paymentIntentId: "pi_other" }),
    ["payment payment: has an id that its PaymentIntent does not make"],
  ],
  [
    "money without a PaymentIntent",
    (hand, { orders: { paid } }) => hand.makes("order", { orderId: paid.orderId }, { intentId: undefined }),
    ["payment order: does not point to the payment its PaymentIntent makes"],
  ],
  [
    "a card payment that is called free",
    (hand, { payment: { paymentId } }) => hand.makes("payment", { paymentId }, { paymentMethod: "free" }),
    ["payment payment: was made by free, with pi_"],
  ],
  [
    "a payment of another person",
    (hand, { payment: { paymentId }, other }) => hand.makes("payment", { paymentId }, { userId: other.userId }),
    ["payment payment: has not the userId of its order"],
  ],
  [
    "less paid than the order costs",
    (hand, { payment: { paymentId } }) =>
      hand.makes("payment", { paymentId }, ({ amount, lines }) => ({
        amount: amount - 1,
        lines: lines.map((line, at) => ({ ...line, amount: line.amount - (at === 0 ? 1 : 0) })),
      })),
    ["money payment: its order over"],
  ],
  [
    "lines that do not add up to what was paid",
    (hand, { payment: { paymentId } }) =>
      hand.makes("payment", { paymentId }, ({ lines }) => ({ lines: lines.map((line) => ({ ...line, amount: 1 })) })),
    ["money payment: its lines add up to 3"],
  ],
  [
    "more given back than was paid",
    (hand, { orders: { late } }) =>
      hand.makes("payment", { paymentId: late.paymentId ?? "" }, ({ amount }) => ({ refundedAmount: amount + 1 })),
    ["money payment: gave back", "money payment: is refunded with"],
  ],
  [
    "a refund that is not one",
    (hand, { payment: { paymentId } }) => hand.makes("payment", { paymentId }, { refundedAmount: 5 }),
    ["money payment: is completed with 5"],
  ],
  [
    "a payment that would be purged",
    (hand, { payment: { paymentId } }) => hand.makes("payment", { paymentId }, { purgeAt: 1_900_000_000 }),
    ["shape payment: would be purged"],
  ],
  [
    "money kept for tickets that were released",
    (hand, { orders: { expired } }) =>
      hand.makes("payment", { paymentId: expired.paymentId ?? "" }, { status: "completed" }),
    ["tickets payment: is completed without tickets or a refund: its order is expired"],
  ],
  [
    "tickets that were never paid",
    (hand, { payment: { paymentId } }) => hand.makes("payment", { paymentId }, { status: "pending" }),
    ["tickets order: is confirmed, its payment pending"],
  ],
  [
    "a sold order whose payment is gone",
    (hand, { payment: { paymentId } }) => hand.removes("payment", { paymentId }),
    ["tickets order: is confirmed and has no payment", ...thrice("parents ticket: is of a payment there is not")],
  ],
  [
    "a payment without a line per ticket",
    (hand, { payment: { paymentId } }) => hand.makes("payment", { paymentId }, { lines: [] }),
    [
      "tickets payment: paid for 0 tickets; its order drew 3 places",
      ...thrice("tickets ticket: is in no line of its payment"),
    ],
  ],
  [
    "an order that was closed over its tickets",
    (hand, { orders: { paid } }) =>
      hand.makes(
        "order",
        { orderId: paid.orderId },
        {
          ...{ status: "cancelled", confirmedAt: undefined },
          ...{ closedAt: "2027-01-10T13:00:00.000Z", purgeAt: 1_900_000_000 },
        },
      ),
    [
      "tickets payment: is completed without tickets or a refund: its order is cancelled",
      "tickets payment: has tickets its order did not buy",
      ...thrice("tickets ticket: while its order is cancelled"),
    ],
  ],
  [
    "a ticket that was paid for and is gone",
    (hand, { tickets: { active } }) => hand.removes("ticket", { ticketId: active.ticketId }),
    ["tickets payment: which there is not", "stock event: has 2 taken; 1 sold and 0 held"],
  ],
  [
    "a ticket too many",
    async (hand, { tickets: { active } }) => {
      const ticketNumber = "TKT-20270110-0000000000";
      const is = { ticketNumber, ticketId: derivedId("ticket", ticketNumber) };
      await hand.makes("ticket", { ticketId: active.ticketId }, is);
    },
    ["tickets ticket: is in no line of its payment: nobody paid for it", "stock event: has 2 taken; 3 sold and 0 held"],
  ],
  [
    "a ticket at another price",
    (hand, { tickets: { active } }) => hand.makes("ticket", { ticketId: active.ticketId }, { pricePaid: 1 }),
    ["tickets ticket: has not the pricePaid of its order"],
  ],
  [
    "a ticket whose number makes another id",
    (hand, { tickets: { active } }) => {
      const ticketNumber = "TKT-20270110-0000000000";
      return hand.makes("ticket", { ticketId: active.ticketId }, { ticketNumber });
    },
    ["unique ticket: has an id that its number does not make"],
  ],
  [
    "an order that is gone",
    (hand, { orders: { gift } }) => hand.removes("order", { orderId: gift.orderId }),
    [
      "parents payment: is for an order there is not",
      "parents ticket: is of an order there is not",
      "parents ticket: is of an order there is not",
    ],
  ],
];
