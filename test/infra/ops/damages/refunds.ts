import { refundsOf } from "#domain/refund.ts";
import type { Stored } from "#infra/ops/check-table/stored.ts";
import { idOf } from "#test/infra/ops/changes.ts";
import type { Damage } from "#test/infra/ops/damages/damage.ts";

type Payment = Stored<"payment">;

/** The payment with its so-many-th refund changed. */
const refundsWith = (payment: Payment, at: number, differs: object) => ({
  refunds: refundsOf(payment).map((refund, index) => (index === at ? { ...refund, ...differs } : refund)),
});

/** A sum that was to go back, and has not. */
const aSum = {
  ...{ ticketIds: [], status: "pending", reason: "requested", attempt: 1 },
  openedAt: "2027-01-10T12:36:00.000Z",
};

/** What can go wrong with what is given back. */
export const refunds: readonly Damage[] = [
  [
    "more given back than its tickets cost",
    (hand, { orders: { rest } }) =>
      hand.makes("payment", { paymentId: rest.paymentId ?? "" }, (payment) => refundsWith(payment, 0, { amount: 1 })),
    ["money payment: its tickets cost", "money payment: is refunded with", "behind money payment: still owes"],
  ],
  [
    "a ticket given back twice",
    (hand, { orders: { rest } }) =>
      hand.makes("payment", { paymentId: rest.paymentId ?? "" }, (payment) => {
        const [first] = refundsOf(payment);
        const again = { ...first, refundId: idOf("again"), settledAt: first?.openedAt };
        return { refunds: [...refundsOf(payment), again] };
      }),
    [
      "money payment: gives the same ticket back twice",
      "money payment: is refunded with",
      "money payment: with what is on its way",
    ],
  ],
  [
    "money that a bank sent back and nobody sent again",
    (hand, { orders: { rest } }) =>
      hand.makes("payment", { paymentId: rest.paymentId ?? "" }, (payment) => ({
        ...refundsWith(payment, 0, { status: "failed", failedAt: "2027-01-10T13:00:00.000Z" }),
        refundedAmount: refundsOf(payment)[1]?.amount,
      })),
    ["behind money payment: still owes"],
  ],
  [
    "more on its way back than was paid",
    (hand, { payment: { paymentId } }) =>
      hand.makes("payment", { paymentId }, ({ amount }) => ({
        refunds: [
          { ...aSum, refundId: idOf("first"), amount },
          { ...aSum, refundId: idOf("second"), amount: 100 },
        ],
      })),
    [
      "money payment: with what is on its way",
      ...["tickets payment: makes suspended", "tickets payment: makes suspended"],
      "behind money payment: is to give",
      "behind money payment: is to give",
    ],
  ],
  [
    "a ticket that is suspended for nothing",
    (hand, { tickets: { active } }) => hand.makes("ticket", { ticketId: active.ticketId }, { status: "suspended" }),
    ["tickets payment: makes active"],
  ],
  [
    "a ticket that lets somebody in while it is being refunded",
    (hand, { payment: { paymentId }, tickets: { active } }) =>
      hand.makes("payment", { paymentId }, ({ lines }) => ({
        refunds: [
          {
            ...aSum,
            refundId: idOf("first"),
            amount: lines.find(({ ticketId }) => ticketId === active.ticketId)?.amount,
            ticketIds: [active.ticketId],
          },
        ],
      })),
    ["tickets payment: makes suspended", "behind money payment: is to give"],
  ],
  [
    "figures of a cancellation that do not add up",
    (hand, { off }) =>
      hand.makes(
        "walk",
        { eventId: off.event.eventId, kind: "cancel" },
        { counting: { orders: 2, paidBack: 1, pending: 0, failed: 0, paid: 0, returned: 0 } },
      ),
    ["shape walk: counted 2 orders"],
  ],
  [
    "a refund that nobody made",
    (hand, { orders: { rest } }) =>
      hand.makes("payment", { paymentId: rest.paymentId ?? "" }, (payment) => ({
        ...refundsWith(payment, 1, { status: "pending", settledAt: undefined, openedAt: "2027-01-10T12:36:00.000Z" }),
        ...{ status: "partially_refunded", refundedAmount: refundsOf(payment)[0]?.amount },
      })),
    [
      "behind money payment: is to give",
      "tickets payment: did not give back",
      "tickets order: is refunded, its payment partially_refunded",
      "behind told payment: told payment.refunded.v1",
    ],
  ],
  [
    "an order of a cancelled event that keeps its money",
    (hand, { orders: { rest } }) =>
      hand.makes("order", { orderId: rest.orderId }, { status: "partially_refunded" }).then(() =>
        hand.makes("payment", { paymentId: rest.paymentId ?? "" }, (payment) => ({
          refunds: refundsOf(payment).slice(0, 1),
          ...{ status: "partially_refunded", refundedAmount: refundsOf(payment)[0]?.amount },
        })),
      ),
    [
      "tickets payment: did not give back",
      "behind money order: and its event was cancelled at",
      "behind told payment: told payment.refunded.v1",
    ],
  ],
  [
    "a walk that stopped",
    (hand, { off }) =>
      hand.makes("walk", { eventId: off.event.eventId, kind: "cancel" }, { endedAt: undefined, purgeAt: undefined }),
    ["behind hold walk: was to go on at"],
  ],
  [
    "stock that is closed while its event sells",
    (hand, { free }) => hand.makes("stock", { eventId: free.event.eventId, shard: 0 }, { live: false }),
    ["stock stock: sells nothing, while its event is published"],
  ],
];
