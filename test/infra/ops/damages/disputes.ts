import { disputesOf } from "#domain/dispute.ts";
import { refundsOf } from "#domain/refund.ts";
import type { Damage } from "#test/infra/ops/damages/damage.ts";

/** What can go wrong with what banks dispute. */
export const disputes: readonly Damage[] = [
  [
    "a ticket that lets somebody in while its payment is disputed",
    (hand, { disputed: { open } }) =>
      hand.makes("ticket", { ticketId: open.tickets[0]?.ticketId ?? "" }, { status: "active" }),
    ["tickets payment: makes suspended ticket"],
  ],
  [
    "a ticket that is suspended for nothing",
    (hand, { tickets: { active } }) => hand.makes("ticket", { ticketId: active.ticketId }, { status: "suspended" }),
    ["tickets payment: makes active ticket"],
  ],
  [
    "a ticket that outlives a lost dispute",
    (hand, { disputed: { lost } }) =>
      hand.makes("ticket", { ticketId: lost.tickets[0]?.ticketId ?? "" }, { status: "active" }),
    ["tickets payment: gave back ticket", "stock event: has 2 taken; 3 sold and 0 held"],
  ],
  [
    "a payment that is disputed by nobody",
    (hand, { payment: { paymentId } }) => hand.makes("payment", { paymentId }, { status: "disputed" }),
    [
      "money payment: is disputed, its disputes none",
      "tickets payment: makes suspended ticket",
      "tickets payment: makes suspended ticket",
    ],
  ],
  [
    "an open dispute that the payment says nothing of",
    (hand, { disputed: { open } }) =>
      hand.makes("payment", { paymentId: open.payment.paymentId }, { status: "completed" }),
    [
      "money payment: is completed, its disputes needs_response",
      "tickets payment: makes active ticket",
      "tickets payment: makes active ticket",
    ],
  ],
  [
    "a lost dispute whose money is still there",
    (hand, { disputed: { lost } }) =>
      hand.makes("payment", { paymentId: lost.payment.paymentId }, { refunds: undefined, refundedAmount: 0 }),
    [
      "money payment: is refunded with 0",
      "money payment: lost dispute du_",
      "tickets payment: did not give back ticket",
    ],
  ],
  [
    "money that went back by a dispute there was not",
    (hand, { disputed: { lost } }) =>
      hand.makes("payment", { paymentId: lost.payment.paymentId }, { disputes: undefined }),
    ["money payment: has lost money by"],
  ],
  [
    "a dispute that was closed without an end",
    (hand, { disputed: { lost } }) =>
      hand.makes("payment", { paymentId: lost.payment.paymentId }, (payment) => ({
        disputes: disputesOf(payment).map((one) => ({ ...one, closedAt: undefined })),
      })),
    ["money payment: which is lost and not closed"],
  ],
  [
    "the same dispute twice",
    (hand, { disputed: { open } }) =>
      hand.makes("payment", { paymentId: open.payment.paymentId }, (payment) => ({
        disputes: [...disputesOf(payment), ...disputesOf(payment)],
      })),
    ["unique payment: has the same dispute twice"],
  ],
  [
    "a dispute that nobody was told of",
    async (hand, { disputed: { open }, toldOfDispute }) => {
      for (const notificationId of toldOfDispute(open.payment.userId)) {
        await hand.removes("notification", { userId: open.payment.userId, notificationId });
      }
    },
    ["behind told payment: told dispute.opened.v1"],
  ],
  [
    "more lost than was left",
    (hand, { disputed: { lost } }) =>
      hand.makes("payment", { paymentId: lost.payment.paymentId }, (payment) => ({
        refunds: refundsOf(payment).map((one) => ({ ...one, amount: one.amount + 1 })),
        refundedAmount: payment.refundedAmount + 1,
      })),
    ["money payment: gave back", "money payment: gives"],
  ],
];
