import { beforeAll, describe, expect, it } from "vitest";
import { days, hours } from "#domain/time.ts";
import { getOrder } from "#functions/orders/get-order.ts";
import { getPayment } from "#functions/payments/get-payment.ts";
import { updateTicketType } from "#functions/ticket-types/update-ticket-type.ts";
import { api } from "#test/support/api.ts";
import { codeOf, scans } from "#test/support/doors.ts";
import { aVerifiedUser, loggedIn, type Person } from "#test/support/people.ts";
import { aPaidOrder, intentIdOf } from "#test/support/purchases.ts";
import { refunds, sentBack, standing } from "#test/support/refunds.ts";
import { aPublishedEvent, type Show } from "#test/support/shows.ts";
import { isDone, isRefused } from "#test/support/then.ts";
import { fromNow, timePasses } from "#test/support/when.ts";

describe("a buyer gives tickets back", () => {
  let show: Show;
  let buyer: Person;
  let until: string;
  beforeAll(async () => {
    const startDate = await fromNow(hours(20));
    until = await fromNow(hours(1));
    const types = [{ refundableUntil: until }, { name: "Final sale" }];
    [show, buyer] = await Promise.all([aPublishedEvent({ startDate, types }), aVerifiedUser()]);
  });
  const sold = async (quantity: number, place = 0) => {
    const ticketTypeId = show.ticketTypes[place]?.ticketTypeId ?? "";
    const { order, orderId } = await aPaidOrder({ show: { eventId: show.eventId, ticketTypeId }, buyer, quantity });
    const paymentId = order.paymentId ?? "";
    const { lines } = isDone(await api.call(getPayment, { paymentId }, { token: buyer.token }));
    return { order, orderId, paymentId, ids: lines.map(({ ticketId }) => ticketId), lines };
  };

  it("one or all of them, by the policy they were sold with, whatever the organizer says since", async () => {
    const { orderId, paymentId, ids, lines, order } = await sold(3);
    expect(isDone(await api.call(getOrder, { orderId }, { token: buyer.token })).lines).toMatchObject([
      { refundableUntil: until },
    ]);
    const { eventId, ticketTypeId, owner } = show;
    const [type] = show.ticketTypes;
    const edit = { eventId, ticketTypeId, refundableUntil: await fromNow(-days(1)) };
    isDone(await api.call(updateTicketType, edit, { token: owner.token, ifMatch: type?.version ?? 0 }));
    const one = isDone(await refunds(buyer, paymentId, { ticketIds: [ids[0] ?? ""] }), 201);
    expect(one.refund).toMatchObject({ amount: lines[0]?.amount, reason: "by_buyer", status: "succeeded" });
    isRefused(await refunds(buyer, paymentId, { ticketIds: [ids[0] ?? ""] }), "not_refundable");
    isDone(await refunds(buyer, paymentId), 201);
    expect(await standing(buyer, orderId)).toMatchObject({ order: "refunded", back: order.total });
    const later = await sold(1);
    const late = await refunds(buyer, later.paymentId);
    isRefused(late, "not_refundable");
    expect(late.problem?.detail).toContain("could be given back until");
  });

  it("but none that was used, or was sold without that right, or after it ended", async () => {
    const { eventId, owner } = show;
    const again = await api.call(
      updateTicketType,
      { eventId, ticketTypeId: show.ticketTypeId, refundableUntil: until },
      { token: owner.token, ifMatch: 2 },
    );
    isDone(again);
    const { paymentId, ids, orderId } = await sold(2);
    const final = await refunds(buyer, (await sold(1, 1)).paymentId);
    isRefused(final, "not_refundable");
    expect(final.problem?.detail).toContain("without a right");
    const [used = "", unused = ""] = ids;
    isDone(await scans(owner, eventId, await codeOf(used, buyer)));
    for (const ticketIds of [[used], undefined, [used, unused]]) {
      isRefused(await refunds(buyer, paymentId, ticketIds && { ticketIds }), "not_refundable");
    }
    isDone(await refunds(buyer, paymentId, { ticketIds: [unused] }), 201);
    expect(await standing(buyer, orderId)).toMatchObject({ tickets: ["used", "refunded"] });
    const { paymentId: late, orderId: kept, order } = await sold(1);
    await timePasses(hours(1));
    buyer = await loggedIn(buyer);
    const refusal = await refunds(buyer, late);
    isRefused(refusal, "not_refundable");
    expect(refusal.problem?.detail).toContain(until);
    expect(await standing(buyer, kept)).toMatchObject({ order: "confirmed", tickets: ["active"] });
    expect(await sentBack(intentIdOf({ ...order, payment: undefined }))).toEqual([]);
  });
});
