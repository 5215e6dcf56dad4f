import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hours, minutes } from "#domain/time.ts";
import { cancelEvent } from "#functions/events/cancel-event.ts";
import { getPayment } from "#functions/payments/get-payment.ts";
import { getTicketQr } from "#functions/tickets/get-ticket-qr.ts";
import { reachable } from "#test/seed/enum-values.ts";
import { api } from "#test/support/api.ts";
import { bankSays, disputesOf, evidence, isDisputed, toldOfDisputes } from "#test/support/disputes.ts";
import { codeOf, scans } from "#test/support/doors.ts";
import { lastMailTo, mailsTo } from "#test/support/inbox.ts";
import { anAdmin, joins, stockOf } from "#test/support/operator.ts";
import { anOrganizer, aVerifiedUser, loggedIn, type Person, type Team, verifiedUsers } from "#test/support/people.ts";
import { aHold, intentIdOf, pay, stripeDoes } from "#test/support/purchases.ts";
import { refunds, sentBack, standing } from "#test/support/refunds.ts";
import { aPublishedEvent, type Show } from "#test/support/shows.ts";
import { isDone, isRefused } from "#test/support/then.ts";
import { everythingSettles, fromNow, timePasses } from "#test/support/when.ts";

describe("a dispute", () => {
  let team: Team;
  let [manager, scanner, buyer]: Person[] = [];
  const statuses = new Set<string>();

  beforeAll(async () => {
    let others: Person[];
    [team, others] = await Promise.all([anOrganizer(), verifiedUsers(3)]);
    [manager, scanner, buyer] = others;
    await joins(them(manager), team.organizerId, "manager");
    await joins(them(scanner), team.organizerId, "check_in");
  });
  afterAll(() => stripeDoes("/_double/webhooks", { mode: "deliver", shuffle: false }));

  function them(person: Person | undefined): Person {
    if (!person) throw new Error("Nobody is there");
    return person;
  }
  const aShow = async (wished = {}) => aPublishedEvent({ team, startDate: await fromNow(hours(2)), ...wished });
  async function bought(show: Show, quantity = 1, card = "pm_card_visa") {
    const { order } = await aHold({ show, buyer: await loggedIn(them(buyer)), quantity });
    await pay(order, card);
    await everythingSettles();
    return order;
  }
  const see = async (order: Awaited<ReturnType<typeof bought>>) => {
    const found = await disputesOf(order, them(buyer));
    for (const { status } of found) statuses.add(status);
    return found;
  };
  const stands = async ({ orderId }: { orderId: string }) => standing(await loggedIn(them(buyer)), orderId);
  const ticketIdsOf = async ({ paymentId = "" }: { paymentId?: string | undefined }) =>
    isDone(await api.call(getPayment, { paymentId }, { token: (await loggedIn(them(buyer))).token })).lines.map(
      ({ ticketId }) => ticketId,
    );

  it("keeps tickets out while it is open; won, they let in again; who came in has come in", async () => {
    const show = await aShow();
    const order = await bought(show, 2);
    const [first = "", second = ""] = await ticketIdsOf(order);
    const [used, kept] = [await codeOf(first, them(buyer)), await codeOf(second, them(buyer))];
    isDone(await scans(them(scanner), show.eventId, used, { gate: "North" }));

    const dispute = await isDisputed(order);
    expect(await stands(order)).toEqual({
      ...{ order: "confirmed", payment: "disputed", back: 0 },
      tickets: ["used", "suspended"],
    });
    const refused = { admitted: false, reason: "suspended", ticketId: second };
    expect(isDone(await scans(them(scanner), show.eventId, kept))).toMatchObject(refused);
    isRefused(await api.call(getTicketQr, { ticketId: second }, { token: them(buyer).token }), "ticket_not_active");
    isRefused(await refunds(team.owner, order.paymentId ?? ""), "not_refundable");
    expect(await see(order)).toMatchObject([{ disputeId: dispute, amount: order.total, reason: "fraudulent" }]);

    await bankSays(dispute, "under_review");
    await see(order);
    await bankSays(dispute, "won");
    expect(await stands(order)).toMatchObject({ payment: "completed", back: 0, tickets: ["used", "active"] });
    expect(isDone(await scans(them(scanner), show.eventId, kept))).toMatchObject({ admitted: true });
    await see(order);
  });

  it("is told to who runs the event and to who paid, in the app and by mail, once", async () => {
    const order = await bought(await aShow(), 1, "pm_card_createDispute");
    const [{ disputeId = "" } = {}] = await see(order);
    const opened = {
      [team.owner.email]: "A payment is disputed for Night of Lanterns",
      [them(manager).email]: "A payment is disputed for Night of Lanterns",
      [them(buyer).email]: "Your payment for Night of Lanterns is disputed",
    };
    for (const person of [team.owner, them(manager), them(buyer)]) {
      expect(await toldOfDisputes(person, order)).toMatchObject([{ title: opened[person.email] }]);
      expect(await lastMailTo(person.email)).toMatchObject({ subject: opened[person.email] });
    }
    expect(await toldOfDisputes(them(scanner), order)).toEqual([]);
    await bankSays(disputeId, "lost");
    for (const person of [team.owner, them(buyer)]) expect(await toldOfDisputes(person, order)).toHaveLength(2);
    expect((await lastMailTo(team.owner.email)).subject).toBe("You lost a dispute for Night of Lanterns");
    expect((await lastMailTo(them(buyer).email)).body.text).toContain("nobody is let in with your tickets any more");
    await see(order);
  });

  it("that is lost is final: the money is gone, the tickets have ended, their places are on sale again", async () => {
    const show = await aShow();
    const order = await bought(show, 3, "pm_card_createDispute");
    const taken = async () => (await stockOf(show.eventId, 1)).map((stock) => stock.taken);
    expect([await stands(order), await taken()]).toMatchObject([{ payment: "disputed" }, [3]]);
    const [{ disputeId = "" } = {}] = await see(order);
    await bankSays(disputeId, "lost");
    const gone = { order: "refunded", payment: "refunded", back: order.total };
    expect(await stands(order)).toEqual({ ...gone, tickets: ["refunded", "refunded", "refunded"] });
    expect(await taken()).toEqual([0]);
    // Not by a refund of Stripe's, and never by one.
    expect(await sentBack(intentIdOf(order))).toEqual([]);
    isRefused(await refunds(await loggedIn(team.owner), order.paymentId ?? ""), "not_refundable");
  });

  it("is found whatever is told first, and however often, also before the payment itself", async () => {
    const { order } = await aHold({ show: await aShow(), buyer: await loggedIn(them(buyer)), quantity: 2 });
    await stripeDoes("/_double/webhooks", { mode: "withhold" });
    await pay(order, "pm_card_createDispute");
    await stripeDoes("/_double/webhooks", { mode: "duplicate", shuffle: 11 });
    await stripeDoes("/_double/webhooks/release");
    await everythingSettles();
    await stripeDoes("/_double/webhooks", { mode: "deliver", shuffle: false });
    expect(await stands(order)).toMatchObject({ payment: "disputed", tickets: ["suspended", "suspended"] });
    expect(await see(order)).toHaveLength(1);
    expect(await toldOfDisputes(them(buyer), order)).toHaveLength(1);
  });

  it("holds back what a cancelled event owes: it is paid back once the dispute is won", async () => {
    const show = await aShow();
    const order = await bought(show, 1, "pm_card_createDispute");
    const [{ disputeId = "" } = {}] = await see(order);
    const { token } = await loggedIn(team.owner);
    isDone(await api.call(cancelEvent, { eventId: show.eventId }, { token }));
    await timePasses(minutes(2));
    expect(await stands(order)).toMatchObject({ payment: "disputed", back: 0 });
    await bankSays(disputeId, "won");
    await timePasses(minutes(1));
    expect(await stands(order)).toMatchObject({ order: "refunded", payment: "refunded", back: order.total });
    expect(await sentBack(intentIdOf(order))).toEqual([order.total]);
  });

  it("that a bank only asks about concerns nobody but the team, and ends when the tickets are paid back", async () => {
    const order = await bought(await aShow(), 1, "pm_card_createDisputeInquiry");
    expect(await stands(order)).toMatchObject({ payment: "completed", tickets: ["active"] });
    const [{ disputeId = "" } = {}] = await see(order);
    expect(await toldOfDisputes(team.owner, order)).toMatchObject([{ title: expect.stringMatching(/^A bank asks/) }]);
    expect(await toldOfDisputes(them(buyer), order)).toEqual([]);
    await bankSays(disputeId, "under_review");
    await see(order);
    isDone(await refunds(await loggedIn(team.owner), order.paymentId ?? ""), 201);
    await bankSays(disputeId, "warning_closed");
    expect(await stands(order)).toMatchObject({ payment: "refunded", back: order.total, tickets: ["refunded"] });
    await see(order);
  });

  it("has every status that Stripe's double knows", () => {
    expect([...statuses].toSorted()).toEqual(reachable("disputes.status"));
  });

  describe("can be answered with what is known of the sale", () => {
    it("the order, its payment and tickets, who came in, what was mailed, and whose name and address it was", async () => {
      const show = await aShow();
      const order = await bought(show, 2);
      const [first = "", second = ""] = await ticketIdsOf(order);
      isDone(
        await scans(await loggedIn(them(scanner)), show.eventId, await codeOf(first, await loggedIn(them(buyer)))),
      );
      isRefused(await evidence(order, await loggedIn(team.owner)), "not_found");
      const disputeId = await isDisputed(order);

      const pack = isDone(await evidence(order, await loggedIn(team.owner)), 200);
      expect(pack).toMatchObject({
        disputes: [{ disputeId, status: "needs_response", evidenceDueBy: expect.any(String) }],
        payment: { paymentId: order.paymentId, paymentIntentId: intentIdOf(order), status: "disputed", refunds: [] },
        customer: { name: "Nour Haddad", email: them(buyer).email },
        order: { orderId: order.orderId, total: order.total, lines: [{ quantity: 2, unitPrice: 2500 }] },
        event: { eventId: show.eventId, title: "Night of Lanterns", startDate: show.event.startDate },
        tickets: [
          { ticketId: first, status: "used" },
          { ticketId: second, status: "suspended" },
        ],
        scans: [{ ticketId: first, scannedAt: expect.any(String) }],
      });
      expect(pack.payment.chargeId).toMatch(/^ch_/);
      const told = pack.messages.map(({ type, factType, status }) => `${type} ${factType} ${status}`);
      expect(told.toSorted()).toEqual([
        "email dispute.opened.v1 sent",
        "email order.confirmed.v1 sent",
        "in_app dispute.opened.v1 sent",
        "in_app order.confirmed.v1 sent",
      ]);
      expect(JSON.stringify(pack)).not.toContain(them(scanner).userId);

      for (const person of [await loggedIn(them(manager)), await anAdmin()]) isDone(await evidence(order, person), 200);
      isRefused(await evidence(order, await loggedIn(them(buyer))), "not_permitted");
      for (const person of [await loggedIn(them(scanner)), await aVerifiedUser(), (await anOrganizer()).owner]) {
        isRefused(await evidence(order, person), "not_found");
      }
    });
  });

  it("sends nobody a mail twice", async () => {
    const subjects = (await mailsTo(them(manager).email)).map(({ subject, body }) => `${subject} ${body.text}`);
    expect(new Set(subjects).size).toBe(subjects.length);
  });
});
