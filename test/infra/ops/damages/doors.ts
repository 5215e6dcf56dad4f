import { scanOf } from "#domain/check-in.ts";
import { created } from "#domain/trail.ts";
import { at, changeAt, idOf } from "#test/infra/ops/changes.ts";
import type { Damage } from "#test/infra/ops/damages/damage.ts";
import type { Hand } from "#test/infra/ops/hand.ts";
import type { Healthy } from "#test/infra/ops/healthy-table.ts";

const northGate = { nonce: "nonce-of-the-north-gate", bucket: "62" };

/** Another scan that let a ticket in. */
function letsIn(hand: Hand, { show: { event }, staff }: Healthy, ticketId: string, nonce = "another-nonce") {
  const scan = { nonce, at: at(70).toISOString(), by: staff.userId };
  return hand.puts("scan", { ...scanOf(event, scan, { admitted: true, ticketId }), ...created(changeAt(70)) });
}

const scanKeyOf = ({ show: { event }, staff }: Healthy, { nonce } = northGate) => {
  const scan = scanOf(event, { nonce, at: at(60).toISOString(), by: staff.userId }, { admitted: true });
  return { eventId: event.eventId, nonce, bucket: scan.bucket };
};

/** What can go wrong at the door, and with what is told. */
export const doors: readonly Damage[] = [
  [
    "a ticket that two scans let in",
    (hand, healthy) => letsIn(hand, healthy, healthy.tickets.used.ticketId),
    ["door scan: let in a ticket that scan nonce-of-the-north-gate let in"],
  ],
  [
    "a scan that let in a ticket nobody let in",
    (hand, healthy) => letsIn(hand, healthy, healthy.tickets.active.ticketId),
    ["door scan: let in a ticket that nobody let in"],
  ],
  [
    "a scan that let in no ticket",
    (hand, healthy) => letsIn(hand, healthy, idOf("nothing")),
    ["parents scan: let in a ticket there is not"],
  ],
  [
    "a scan that says otherwise than its ticket",
    (hand, healthy) =>
      hand.makes("scan", scanKeyOf(healthy), ({ card }) => ({ card: { ...card, scannedBy: healthy.owner.userId } })),
    ["door scan: says otherwise than its ticket who let it in, or when"],
  ],
  [
    "a scan where its repeat does not find it",
    (hand, healthy) => hand.makes("scan", scanKeyOf(healthy), { bucket: "zz" }),
    ["door scan: is kept where a repeat does not find it"],
  ],
  [
    "a scan that was not kept",
    (hand, healthy) => hand.removes("scan", scanKeyOf(healthy)),
    ["behind door ticket: was let in by scan nonce-of-the-north-gate, which is not kept"],
  ],
  [
    "a used ticket that nobody let in",
    (hand, { tickets: { active } }) => hand.makes("ticket", { ticketId: active.ticketId }, { status: "used" }),
    ["door ticket: is used, and no scan let it in"],
  ],
  [
    "a ticket that was let in and is active again",
    (hand, { tickets: { used } }) => hand.makes("ticket", { ticketId: used.ticketId }, { status: "active" }),
    ["door ticket: was let in and could be once more"],
  ],
  [
    "a ticket that is still listed as active",
    (hand, { tickets: { used } }) =>
      hand.scratches(
        "ticket",
        { ticketId: used.ticketId },
        { gsi2sk: `ticket#active#${used.purchasedAt}#${used.ticketId}` },
      ),
    ["shape ticket: as gsi2sk, its attributes make it"],
  ],
  [
    "an admission that is no row",
    (hand, { tickets: { used } }) => hand.scratches("ticket", { ticketId: used.ticketId }, { ad: used.admission }),
    ["shape ticket: as ad, its attributes make it"],
  ],
  [
    "a buyer who was not told",
    async (hand, { orders: { paid }, notifications }) => {
      for (const notificationId of notifications.paid) {
        await hand.removes("notification", { userId: paid.userId, notificationId });
      }
    },
    [
      "behind told order: its person has no in_app notification",
      "behind told order: its person has no email notification",
    ],
  ],
  [
    "a notification that a repeat makes again",
    (hand, { orders: { paid }, notifications }) =>
      hand.makes("notification", { userId: paid.userId, notificationId: notifications.paid[0] ?? "" }, ({ card }) => ({
        notificationId: idOf("another"),
        card: { ...card, notificationId: idOf("another") },
      })),
    ["told notification: has an id that was not made from fact, person and channel"],
  ],
  [
    "a fact nobody knows",
    (hand, { draft: { event } }) =>
      hand.makes("event", { eventId: event.eventId }, { fact: { id: idOf("a"), type: "event.invented.v1" } }),
    ["told event: carries the fact event.invented.v1, which nobody knows"],
  ],
  [
    "a fact on the wrong item",
    (hand, { draft: { event } }) =>
      hand.makes("event", { eventId: event.eventId }, { fact: { id: idOf("a"), type: "order.placed.v1" } }),
    ["told event: carries the fact order.placed.v1, which rides on a order"],
  ],
  [
    "a fact that cannot be told",
    (hand, { tickets: { active } }) =>
      hand.makes("ticket", { ticketId: active.ticketId }, { fact: { id: idOf("a"), type: "ticket.checked-in.v1" } }),
    ["told ticket: carries the fact ticket.checked-in.v1 and not what it tells"],
  ],
];
