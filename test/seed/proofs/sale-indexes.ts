import { expect } from "vitest";
import { listMyPayments } from "#functions/payments/list-my-payments.ts";
import { listEventTickets } from "#functions/tickets/list-event-tickets.ts";
import { listMyTickets } from "#functions/tickets/list-my-tickets.ts";
import { isAskedByKey, walked } from "#test/seed/metered.ts";
import { plantedPayments, plantedTickets } from "#test/seed/planted.ts";
import type { Proofs } from "#test/seed/proof.ts";
import { aCrowd } from "#test/support/operator.ts";

const numbersOf = (tickets: readonly { readonly ticketNumber: string }[]) => tickets.map((one) => one.ticketNumber);

/** What is a person's own is asked of the live table and of the archive. */
const homes = 2;

export const saleIndexes: Proofs = {
  "index tickets(event_id, status)": {
    code: ["shared/data/ticket.ts#ofEvent:", "shared/data/newest-of-shards.ts#newestOfShards"],
    operations: [listEventTickets],
    differently: "In one partition per index shard: one, or four above 10,000 places.",
    also: ["test/data/ticket-keys.test.ts"],
    async holds(world) {
      const { eventId, shards, tickets } = await world.crowded();
      const as = await world.as((await world.team()).owner);
      for (const status of ["active", "used"] as const) {
        const { items, pages, usage } = await walked(listEventTickets, { eventId, status, limit: 20 }, as);
        const sold = tickets.filter((ticket) => ticket.status === status);
        expect(numbersOf(items)).toEqual(numbersOf(sold).reverse());
        expect(pages).toBe(3);
        isAskedByKey(usage, { name: "gsi2", requests: pages * shards });
      }
    },
  },

  "index tickets(event_id, status, purchased_at)": {
    code: ["shared/data/ticket.ts#ofEvent:", "shared/data/newest-of-shards.ts#newestOfShards"],
    operations: [listEventTickets],
    also: ["test/data/newest-of-shards.test.ts"],
    async holds(world) {
      const { eventId, shards, tickets } = await world.crowded();
      const as = await world.as((await world.team()).owner);
      const range = { from: "2026-12-31T23:30:00.000Z", to: "2027-01-01T00:40:00.000Z" };
      const asked = { eventId, status: "active" as const, ...range, limit: 20 };
      const { items, pages, usage } = await walked(listEventTickets, asked, as);
      const sold = tickets.filter((one) => one.status === "active" && one.purchasedAt >= range.from);
      expect(numbersOf(items)).toEqual(numbersOf(sold.filter((one) => one.purchasedAt < range.to)).reverse());
      expect(pages).toBe(2);
      isAskedByKey(usage, { name: "gsi2", requests: pages * shards });
    },
  },

  "index payments(user_id, status)": {
    code: ["shared/data/payment.ts#ofUser:"],
    operations: [listMyPayments],
    also: ["test/data/order-keys.test.ts"],
    async holds() {
      const [payer] = await aCrowd(1);
      if (!payer) throw new Error("Nobody came");
      const { userId, token } = payer;
      const planted = await plantedPayments(60, (index) => ({
        userId,
        status: index % 4 === 0 ? "refunded" : "completed",
      }));
      for (const status of ["completed", "refunded"] as const) {
        const { items, pages, usage } = await walked(listMyPayments, { status, limit: 20 }, { token });
        const mine = planted.filter((payment) => payment.status === status);
        expect(items.map(({ paymentId }) => paymentId)).toEqual(mine.map(({ paymentId }) => paymentId).reverse());
        isAskedByKey(usage, { name: "gsi1", requests: pages * homes });
      }
    },
  },

  "index tickets(user_id, purchased_at)": {
    code: ["shared/data/ticket.ts#ofUser:"],
    operations: [listMyTickets],
    async holds() {
      const [holder, other] = await aCrowd(2);
      if (!holder || !other) throw new Error("Nobody came");
      const { userId, token } = holder;
      const mine = await plantedTickets(45, "2026-12-31T23:40:00.000Z", () => ({ userId }));
      await plantedTickets(5, "2026-12-31T23:40:00.000Z", () => ({ userId: other.userId }));
      const { items, pages, usage } = await walked(listMyTickets, { limit: 20 }, { token });
      expect(items.map(({ ticketId }) => ticketId)).toEqual(mine.map(({ ticketId }) => ticketId).reverse());
      expect(pages).toBe(3);
      isAskedByKey(usage, { name: "gsi1", requests: pages * homes });
    },
  },
};
