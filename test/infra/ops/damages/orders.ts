import type { Damage } from "#test/infra/ops/damages/damage.ts";

/** What can go wrong with orders: their holds, prices and limits. */
export const orders: readonly Damage[] = [
  [
    "a hold that no sweep finds",
    (hand, { orders: { pending } }) =>
      hand.scratches("order", { orderId: pending.orderId }, { gsi3pk: undefined, gsi3sk: undefined }),
    ["shape order: has nothing as gsi3pk", "shape order: has nothing as gsi3sk"],
  ],
  [
    "a hold in another bucket",
    (hand, { orders: { pending } }) =>
      hand.makes("order", { orderId: pending.orderId }, ({ holdBucket }) => ({ holdBucket: (holdBucket + 1) % 16 })),
    ["hold order: is in hold bucket"],
  ],
  [
    "a confirmed order that is still among the holds",
    (hand, { orders: { paid } }) =>
      hand.scratches(
        "order",
        { orderId: paid.orderId },
        { gsi3pk: "holds#1", gsi3sk: `${paid.holdUntil}#${paid.orderId}` },
      ),
    ['shape order: has "holds#1" as gsi3pk, its attributes make it nothing', "shape order: as gsi3sk"],
  ],
  [
    "a hold long past its time",
    (hand, { orders: { pending } }) =>
      hand.makes("order", { orderId: pending.orderId }, { holdUntil: "2027-01-10T12:45:00.000Z" }),
    ["behind hold order: held its tickets until 2027-01-10T12:45:00.000Z and still does"],
  ],
  [
    "a hold that is pending and closed",
    (hand, { orders: { pending } }) =>
      hand.makes("order", { orderId: pending.orderId }, { closedAt: "2027-01-10T13:40:00.000Z" }),
    ["hold order: is pending and yet confirmed, closed or to be purged"],
  ],
  [
    "a confirmed order that was never confirmed",
    (hand, { orders: { paid } }) => hand.makes("order", { orderId: paid.orderId }, { confirmedAt: undefined }),
    ["hold order: is confirmed and yet not confirmed, or closed"],
  ],
  [
    "an expired order that was never closed",
    (hand, { orders: { expired } }) => hand.makes("order", { orderId: expired.orderId }, { closedAt: undefined }),
    ["hold order: is expired and yet not closed, or confirmed"],
  ],
  [
    "a confirmed order that would be purged",
    (hand, { orders: { paid } }) => hand.makes("order", { orderId: paid.orderId }, { purgeAt: 1_900_000_000 }),
    ["tickets order: is confirmed and would be purged"],
  ],
  [
    "an expired order that is kept for ever",
    (hand, { orders: { expired } }) => hand.makes("order", { orderId: expired.orderId }, { purgeAt: undefined }),
    ["shape order: is expired and would be kept for ever"],
  ],
  [
    "places drawn that no line asks for",
    (hand, { orders: { late } }) =>
      hand.makes("order", { orderId: late.orderId }, ({ draws }) => ({
        draws: draws.map((draw) => ({ ...draw, quantity: draw.quantity + 1 })),
      })),
    ["stock order: drew other places than its lines ask for"],
  ],
  [
    "places drawn from a shard there is not",
    (hand, { orders: { late } }) =>
      hand.makes("order", { orderId: late.orderId }, ({ draws }) => ({
        draws: draws.map((draw) => ({ ...draw, shard: 9 })),
      })),
    ["stock order: drew from stock shard 9, which there is not"],
  ],
  [
    "an order in an index shard that nobody reads",
    (hand, { orders: { late } }) => hand.makes("order", { orderId: late.orderId }, { shard: 3 }),
    ["shape order: is in index shard 3, where no list looks for it"],
  ],
  [
    "a subtotal that its lines do not make",
    (hand, { orders: { late } }) =>
      hand.makes("order", { orderId: late.orderId }, ({ subtotal, fee }) => ({ subtotal: subtotal + 1, fee: fee - 1 })),
    ["money order: has a subtotal of 2501; its lines add up to 2500"],
  ],
  [
    "a total that is not its sum",
    (hand, { orders: { late } }) => hand.makes("order", { orderId: late.orderId }, ({ fee }) => ({ fee: fee + 1 })),
    ["money order: has a total of"],
  ],
  [
    "half a cent",
    (hand, { orders: { late } }) => hand.scratches("order", { orderId: late.orderId }, { fee: 102.5 }),
    ["shape order: does not fit its schema: fee"],
  ],
  [
    "a currency that is not the event's",
    (hand, { orders: { gift } }) => hand.makes("order", { orderId: gift.orderId }, { currency: "USD" }),
    [
      "money order: is in USD, its event in EUR",
      "payment payment: has not the currency of its order",
      "tickets ticket: has not the currency of its order",
      "tickets ticket: has not the currency of its order",
    ],
  ],
  [
    "a limit beaten by repeated lines",
    (hand, { orders: { late } }) =>
      hand.makes("order", { orderId: late.orderId }, ({ lines, draws, subtotal, total, fee }) => ({
        ...{ lines: [...lines, ...lines], draws: [...draws, ...draws], tickets: 2 },
        ...{ subtotal: 2 * subtotal, discount: subtotal, total, fee },
      })),
    ["limit order: has several lines of one ticket type"],
  ],
  [
    "more tickets than one order may have",
    (hand, { orders: { expired } }) =>
      hand.makes("order", { orderId: expired.orderId }, ({ lines, draws, total }) => ({
        lines: lines.map((line, at) => ({ ...line, quantity: 5 + at, unitPrice: 1 })),
        draws: draws.map((draw, at) => ({ ...draw, quantity: 5 + at })),
        ...{ subtotal: 11, fee: total - 11, tickets: 11 },
      })),
    ["limit order: has 11 tickets; 10 is the limit"],
  ],
  [
    "another number of tickets in lists",
    (hand, { orders: { late } }) => hand.makes("order", { orderId: late.orderId }, { tickets: 3 }),
    ["shape order: shows 3 tickets in lists"],
  ],
  [
    "lines that are none",
    (hand, { orders: { late } }) => hand.scratches("order", { orderId: late.orderId }, { ln: "two tickets" }),
    ["shape order: does not fit its schema: lines"],
  ],
  [
    "lines that are nothing",
    (hand, { orders: { late } }) => hand.scratches("order", { orderId: late.orderId }, { ln: null }),
    ["shape order: does not fit its schema: lines"],
  ],
  [
    "lines under another name",
    (hand, { orders: { late } }) =>
      hand.scratches("order", { orderId: late.orderId }, { ln: undefined, lines: late.lines }),
    ["shape order: does not fit its schema: draws"],
  ],
  [
    "draws without lines",
    (hand, { orders: { late } }) => hand.scratches("order", { orderId: late.orderId }, { ln: undefined }),
    ["shape order: does not fit its schema: lines"],
  ],
  [
    "draws for no line, under another name",
    (hand, { orders: { late } }) =>
      hand.scratches(
        "order",
        { orderId: late.orderId },
        { dr: undefined, draws: late.draws.map((draw) => ({ ...draw, ticketTypeId: late.orderId })) },
      ),
    [
      "shape order: cannot be written by its entity",
      "parents order: has a line of ticket type",
      "stock order: drew other places than its lines ask for",
    ],
  ],
];
