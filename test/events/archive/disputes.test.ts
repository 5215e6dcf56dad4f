import type { GetCommandInput } from "@aws-sdk/lib-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import { order as orders } from "#data/order.ts";
import { payment as payments } from "#data/payment.ts";
import { stock } from "#data/stock.ts";
import { ticket as tickets } from "#data/ticket.ts";
import { getPayment } from "#functions/payments/get-payment.ts";
import { api } from "#test/support/api.ts";
import { bankSays, evidence, isDisputed, toldOfDisputes } from "#test/support/disputes.ts";
import { ended, theArchiveRuns } from "#test/support/ended.ts";
import { homeOf, violations } from "#test/support/homes.ts";
import { lastMailTo } from "#test/support/inbox.ts";
import { archiveTable, storedItem } from "#test/support/operator.ts";
import { loggedIn, type Person } from "#test/support/people.ts";
import { aHold, pay } from "#test/support/purchases.ts";
import { standing } from "#test/support/refunds.ts";
import { aPublishedEvent, type Show } from "#test/support/shows.ts";
import { isDone } from "#test/support/then.ts";
import { everythingSettles } from "#test/support/when.ts";

describe("an archived order is disputed", () => {
  let show: Show;
  let buyer: Person;
  let [won, lost]: Awaited<ReturnType<typeof aHold>>["order"][] = [];

  beforeAll(async () => {
    show = await aPublishedEvent();
    const first = await aHold({ show, quantity: 2 });
    buyer = first.buyer;
    const second = await aHold({ show, buyer, quantity: 2 });
    [won, lost] = [first.order, second.order];
    await pay(first.order);
    await pay(second.order);
    await everythingSettles();
    await ended(show, 181, "completed");
    await theArchiveRuns();
    await theArchiveRuns();
  });

  const theOrder = (order: typeof won) => {
    if (!order) throw new Error("Nothing was bought");
    return order;
  };
  const ticketIdsOf = async ({ paymentId = "" }: { paymentId?: string | undefined }) =>
    isDone(await api.call(getPayment, { paymentId }, { token: (await loggedIn(buyer)).token })).lines.map(
      ({ ticketId }) => ticketId,
    );
  async function isKept(order: typeof won) {
    const { orderId, paymentId = "" } = theOrder(order);
    const ticketIds = await ticketIdsOf(theOrder(order));
    const there = [
      orders.get({ orderId }),
      payments.get({ paymentId }),
      ...ticketIds.map((ticketId) => tickets.get({ ticketId })),
    ];
    for (const get of there) expect(await homeOf(get)).toBe("archive");
    expect(await violations(show.eventId, orderId, paymentId, ...ticketIds)).toEqual([]);
  }
  const stands = async (order: typeof won) => standing(await loggedIn(buyer), theOrder(order).orderId);

  it("and won: its tickets have expired meanwhile", async () => {
    const dispute = await isDisputed(theOrder(won));
    expect(await stands(won)).toMatchObject({ payment: "disputed", tickets: ["suspended", "suspended"] });
    const pack = isDone(await evidence(theOrder(won), await loggedIn(show.owner)));
    expect(pack).toMatchObject({ event: { eventId: show.eventId }, tickets: [{}, {}], scans: [] });
    await isKept(won);
    await bankSays(dispute, "won");
    expect(await stands(won)).toMatchObject({ payment: "completed", tickets: ["expired", "expired"] });
    expect(await toldOfDisputes(buyer, theOrder(won))).toHaveLength(2);
    expect((await lastMailTo(show.owner.email)).subject).toBe(`You won a dispute for ${show.event.title}`);
    await isKept(won);
  });

  it("and lost: it has ended, and no stock is touched", async () => {
    const key = stock.get({ eventId: show.eventId, shard: 0 }).params<GetCommandInput>();
    const before = await storedItem(key, archiveTable);
    await bankSays(await isDisputed(theOrder(lost)), "lost");
    const gone = { order: "refunded", payment: "refunded", back: theOrder(lost).total };
    expect(await stands(lost)).toEqual({ ...gone, tickets: ["refunded", "refunded"] });
    expect(await storedItem(key, archiveTable)).toEqual(before);
    await isKept(lost);
  });
});
