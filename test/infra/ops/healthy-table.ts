import { admitTicket } from "#data/admit-ticket.ts";
import { claimKey } from "#data/claim-key.ts";
import { setFeatured } from "#data/feature.ts";
import { keepScan } from "#data/keep-scan.ts";
import { type LoadedOrder, loadPayment } from "#data/load-order.ts";
import { table } from "#data/table.ts";
import { ticketsOf } from "#data/tickets-of-order.ts";
import { admitted, scanOf } from "#domain/check-in.ts";
import { notificationIdOf } from "#domain/notification.ts";
import { ticketCheckedIn } from "#events/facts/ticket-checked-in.ts";
import { seedCategories } from "#infra/ops/seed-categories/seed.ts";
import { giveBack, hold, pay, refund, release } from "#test/infra/ops/buying.ts";
import { at, changeAt } from "#test/infra/ops/changes.ts";
import { dispute } from "#test/infra/ops/disputing.ts";
import { anOrganizer, aPerson } from "#test/infra/ops/people.ts";
import { aDraft, aShow, callOff, categorize, follow } from "#test/infra/ops/shows.ts";
import { fillTeams } from "#test/infra/ops/teams.ts";

/** The notifications of what an order's fact tells. */
const told = ({ fact, userId, updatedAt }: LoadedOrder) =>
  (["in_app", "email"] as const).map((channel) =>
    notificationIdOf({ id: fact?.id ?? "", at: updatedAt }, userId, channel),
  );

/** A table with everything in it that the product writes, written by the product's own data layer. */
export async function fillHealthy() {
  const [owner, staff, buyer, other] = await Promise.all(["mona", "sami", "nour", "lina"].map(aPerson));
  if (!owner || !staff || !buyer || !other) throw new Error("Nobody is there");
  const { organizerId } = await anOrganizer(owner, staff);
  const draft = await aDraft("draft", organizerId, 300, [1500]);
  const show = await aShow("show", organizerId, 2500, [2500, 4000], owner.userId);
  const free = await aShow("free show", organizerId, 50, [0], owner.userId);

  await seedCategories(table, at(8));
  await categorize(draft.event.eventId, ["education"]);
  const concert = await categorize(show.event.eventId, ["music", "art"]);
  await setFeatured({ eventId: show.event.eventId, isFeatured: true }, concert.event.version, changeAt(9));

  const paid = await pay(await hold(buyer, show, "paid-order", [2, 1]));
  const gift = await hold(buyer, free, "free-order", [2]);
  const pending = await hold(other, show, "pending-order", [0, 3], 90);
  const expired = await release(await hold(other, show, "expired-order", [1, 1]), "expired");
  const cancelled = await release(await hold(buyer, show, "cancelled-order", [1]), "cancelled");
  const late = await release(await hold(other, show, "late-order", [1]), "expired");
  await refund(late);

  const payment = await loadPayment(paid.paymentId ?? "");
  const [first, second] = payment ? await ticketsOf(payment) : [];
  if (!first || !second || !payment) throw new Error("No tickets were issued");
  const scan = { nonce: "nonce-of-the-north-gate", at: at(60).toISOString(), by: staff.userId, gate: "North" };
  const used = await admitTicket({ ...first }, scan, changeAt(60, ticketCheckedIn));
  if (!used) throw new Error("Nobody was let in");
  await keepScan(scanOf(show.event, scan, admitted(used, scan.at, scan.gate)), changeAt(60));
  const refused = { nonce: "nonce-of-the-south-gate", at: at(61).toISOString(), by: staff.userId };
  const why = { admitted: false, reason: "already_used" as const, ticketId: used.ticketId };
  await keepScan(scanOf(show.event, refused, why), changeAt(61));
  const off = await aShow("called off", organizerId, 40, [0, 3000], owner.userId);
  const back = await giveBack(await pay(await hold(buyer, off, "refunded-order", [1, 2])), "requested", 2, 32);
  const whole = await pay(await hold(other, off, "cancelled-show-order", [0, 1]));
  await claimKey({ ...owner, operation: "payments/refund-payment", key: "refund-1" }, "x".repeat(22), changeAt(32));
  await callOff(off, owner.userId, 34);
  const rest = await giveBack(back, "event_cancelled", undefined, 36);
  await giveBack(whole, "event_cancelled", undefined, 36);
  const rare = await aShow("rare", organizerId, 20, [1000, 2000], owner.userId, { maxPerPerson: 4 });
  const few = await giveBack(await pay(await hold(buyer, rare, "limited-order", [3, 1])), "requested", 1, 33);
  const held = await hold(buyer, rare, "limited-hold", [1, 0], 90);
  await release(await hold(buyer, rare, "limited-expired-order", [1, 1]), "expired");
  const argued = await aShow("argued over", organizerId, 30, [2000], owner.userId);
  const sold = async (key: string, quantity: number) => (await pay(await hold(other, argued, key, [quantity]))).orderId;
  const disputed = {
    open: await dispute(await sold("disputed-order", 2), owner.userId, "needs_response"),
    lost: await dispute(await sold("lost-order", 1), owner.userId, "lost"),
  };
  const { fact: disputeFact, updatedAt: disputedAt } = disputed.open.payment;
  const toldOfDispute = (userId: string) => [
    notificationIdOf({ id: disputeFact?.id ?? "", at: disputedAt }, userId, "in_app"),
  ];
  await Promise.all([follow(show), follow(free), follow(off), follow(rare), follow(argued)]);
  const teams = await fillTeams(other, staff, show.event.eventId);
  const notifications = { paid: told(paid) };
  const orders = { paid, gift, pending, expired, cancelled, late, rest, few, held };
  return {
    ...{ owner, staff, buyer, other, organizerId, draft, show, free, off, payment },
    orders,
    ...{ disputed, toldOfDispute },
    notifications,
    teams,
    tickets: { used, active: second },
  };
}

export type Healthy = Awaited<ReturnType<typeof fillHealthy>>;
