import type { Damage } from "#test/infra/ops/damages/damage.ts";

/** What can go wrong with what one person is counted to have. */
export const limits: readonly Damage[] = [
  [
    "a hold that is not counted for its person",
    (hand, { buyer, orders: { held } }) =>
      hand.makes("limit", { eventId: held.eventId, ...buyer }, ({ orders }) => {
        const { [held.orderId]: _, ...others } = orders;
        return { orders: others };
      }),
    ["limit order: was sold under a limit per person, and is not counted"],
  ],
  [
    "tickets that were given back and still count",
    (hand, { buyer, orders: { few } }) =>
      hand.makes("limit", { eventId: few.eventId, ...buyer }, ({ orders }) => ({
        orders: {
          ...orders,
          [few.orderId]: Object.fromEntries(few.lines.map((line) => [line.ticketTypeId, line.quantity])),
        },
      })),
    ["limit limit: for something else than it has"],
  ],
  [
    "an order that came to nothing and still counts",
    (hand, { buyer, orders: { few, expired } }) =>
      hand.makes("limit", { eventId: few.eventId, ...buyer }, ({ orders }) => ({
        orders: { ...orders, [expired.orderId]: { [few.lines[0]?.ticketTypeId ?? ""]: 1 } },
      })),
    ["limit limit: which is not theirs or has ended"],
  ],
];
