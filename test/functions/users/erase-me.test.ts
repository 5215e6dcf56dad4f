import type { GetCommandInput } from "@aws-sdk/lib-dynamodb";
import { afterEach, describe, expect, it } from "vitest";
import { auditKey } from "#data/audit-key.ts";
import { erasure } from "#data/erasure.ts";
import { invitation } from "#data/invitation.ts";
import { membership } from "#data/membership.ts";
import { order as orders } from "#data/order.ts";
import { organizer } from "#data/organizer.ts";
import { payment } from "#data/payment.ts";
import { ticket } from "#data/ticket.ts";
import { user } from "#data/user.ts";
import { invitationIdOf } from "#domain/invitation.ts";
import { nobodys } from "#domain/organizer.ts";
import { days, minutes } from "#domain/time.ts";
import { forgotPassword } from "#functions/auth/forgot-password.ts";
import { login } from "#functions/auth/login.ts";
import { refresh } from "#functions/auth/refresh.ts";
import { register } from "#functions/auth/register.ts";
import { inviteMember } from "#functions/members/invite-member.ts";
import { listMyNotifications } from "#functions/notifications/list-my-notifications.ts";
import { cancelOrder } from "#functions/orders/cancel-order.ts";
import { createOrganizer } from "#functions/organizers/create-organizer.ts";
import { getOrganizer } from "#functions/organizers/get-organizer.ts";
import { restoreOrganizer } from "#functions/organizers/restore-organizer.ts";
import { updateOrganizer } from "#functions/organizers/update-organizer.ts";
import { eraseMe } from "#functions/users/erase-me.ts";
import { exportMyData } from "#functions/users/export-my-data.ts";
import { getMe } from "#functions/users/get-me.ts";
import { updateMe } from "#functions/users/update-me.ts";
import { api } from "#test/support/api.ts";
import { functionNamed, goesWrong, hasHit, nothingGoesWrong, refused } from "#test/support/faults.ts";
import { lastMailTo, mailsTo } from "#test/support/inbox.ts";
import { aCrowd, anAdmin, joins, stockOf, stored } from "#test/support/operator.ts";
import { anOrganizer, aVerifiedUser, freshKey, loggedIn, type Person } from "#test/support/people.ts";
import { itemsOf, manyNotifications } from "#test/support/personal.ts";
import { aHold, aPaidOrder, intentIdOf, pay } from "#test/support/purchases.ts";
import { sentBack } from "#test/support/refunds.ts";
import { aDraftEvent, aPublishedEvent } from "#test/support/shows.ts";
import { isDone, isRefused } from "#test/support/then.ts";
import { everythingSettles, fromNow, timePasses } from "#test/support/when.ts";

const erases = ({ token, password }: Person, acceptLosingTickets?: boolean) =>
  api.call(eraseMe, { password, ...(acceptLosingTickets !== undefined && { acceptLosingTickets }) }, { token });

async function somebody(): Promise<Person> {
  const [person] = await aCrowd(1);
  if (!person) throw new Error("Nobody came");
  return person;
}
const isGone = async (get: Parameters<typeof stored>[0]) => {
  await expect(stored(get)).rejects.toThrow("Nothing is stored");
};
const erasureOf = async (userId: string) => (await stored(erasure.get({ userId }).params())).item;

afterEach(nothingGoesWrong);

describe("somebody who was erased", () => {
  it("cannot come back, and can open a new account with the same address", async () => {
    const person = await aVerifiedUser();
    const { email, password, token, refreshToken, userId } = person;
    isDone(await erases(person), 202);
    isRefused(await api.call(login, { email, password }), "wrong_credentials");
    isRefused(await api.call(refresh, { refreshToken }), "session_ended");
    for (const op of [getMe, exportMyData]) isRefused(await api.call(op, {}, { token }), "unauthenticated");
    isRefused(await api.call(updateMe, { firstName: "Noor" }, { token, ifMatch: 2 }), "unauthenticated");
    const named = { organizationName: "Lantern Hall", contactEmail: email };
    isRefused(await api.call(createOrganizer, named, { token }), "not_permitted");
    await isGone(user.get({ userId }).params());
    await isGone(auditKey.get({ userId }).params());
    // The answer may have been lost: asked again, it is the same.
    isDone(await erases(person), 202);

    await everythingSettles();
    expect((await lastMailTo(email)).subject).toBe("Your account is erased");
    const mails = (await mailsTo(email)).length;
    isDone(await api.call(forgotPassword, { email }), 202);
    await everythingSettles();
    expect(await mailsTo(email)).toHaveLength(mails);
    expect(await erasureOf(userId)).toMatchObject({ rounds: 0, changedBy: expect.any(String) });
    expect((await itemsOf(userId)).map(({ __edb_e__ }) => __edb_e__)).toEqual(["erasure"]);

    isDone(await api.call(register, { email, password, firstName: "Nour", lastName: "Anew" }), 202);
    expect((await loggedIn({ email, password })).userId).not.toBe(userId);
  });

  it("leaves what was paid, which still adds up, under a number that leads to nobody", async () => {
    const { buyer, order, tickets } = await aPaidOrder();
    isRefused(await erases(buyer), "tickets_would_be_lost");
    isRefused(await erases(buyer, false), "tickets_would_be_lost");
    isDone(await erases(buyer, true), 202);
    await everythingSettles();
    const { item } = await stored(payment.get({ paymentId: order.paymentId ?? "" }).params());
    expect(item).toMatchObject({ userId: buyer.userId, status: "completed", amount: order.total });
    expect(item.lines).toHaveLength(tickets.length);
    expect(JSON.stringify(item)).not.toContain(buyer.email);
    isRefused(await api.call(login, { email: buyer.email, password: buyer.password }), "wrong_credentials");
  });

  it("buys nothing any more with the access token that is left: what they pay comes back", async () => {
    const [show, person] = [await aPublishedEvent(), await aVerifiedUser()];
    isDone(await erases(person), 202);
    await everythingSettles();
    const { order, orderId } = await aHold({ show, buyer: person });
    await pay(order);
    await everythingSettles();
    const paid = await stored(payment.get({ paymentId: order.paymentId ?? "" }).params());
    expect(paid.item).toMatchObject({ status: "refunded", refundedAmount: order.total, lines: [] });
    expect(await sentBack(intentIdOf(order))).toEqual([order.total]);
    await timePasses(minutes(16));
    expect((await stored(orders.get({ orderId }).params())).item).toMatchObject({ status: "expired" });
    expect(await stockOf(show.eventId, 1)).toMatchObject([{ taken: 0 }]);
    expect((await itemsOf(person.userId)).map(({ __edb_e__ }) => __edb_e__)).toEqual(["erasure"]);
  });

  it("is warned of a ticket for a show that was put off, whenever it was to be when they bought it", async () => {
    const show = await aPublishedEvent({ types: [{ price: 0 }] });
    const { buyer, tickets } = await aPaidOrder({ show });
    const ticketId = tickets[0]?.ticketId ?? "";
    const row = await stored(ticket.get({ ticketId }).params());
    await row.becomes({ startDate: await fromNow(-days(3)) });
    isRefused(await erases(buyer), "tickets_would_be_lost");
    // As the walk leaves it once the doors have closed.
    await row.becomes({ startDate: await fromNow(-days(3)), status: "expired" });
    isDone(await erases(buyer), 202);
  });

  it("is told nothing any more, not even of what was on its way", async () => {
    const { buyer, order } = await aHold();
    isRefused(await erases(buyer), "payment_pending");
    isDone(await api.call(cancelOrder, { orderId: order.orderId }, { token: buyer.token }), 200);
    isDone(await erases(buyer), 202);
    await everythingSettles();
    // By hand, as if a reaction had still known the person a moment ago.
    await manyNotifications(buyer.userId, 2);
    await timePasses(minutes(15));
    expect((await itemsOf(buyer.userId)).map(({ __edb_e__ }) => __edb_e__)).toEqual(["erasure"]);
    isRefused(await api.call(listMyNotifications, {}, { token: buyer.token }), "unauthenticated");
  });
});

describe("to be erased", () => {
  it("takes the password, and nothing else beside it", async () => {
    const { token, password } = await somebody();
    isRefused(await api.call(eraseMe, { password: "not the password" }, { token }), "wrong_password");
    isRefused(await api.send(eraseMe, {}, { token }), "invalid_input", "password");
    isRefused(await api.send(eraseMe, { password, userId: freshKey() }, { token }), "invalid_input", "userId");
    isRefused(
      await api.send(eraseMe, { password, acceptLosingTickets: "yes" }, { token }),
      "invalid_input",
      "acceptLosingTickets",
    );
    isDone(await api.call(getMe, {}, { token }), 200);
  });

  it("is refused to the last owner of events that are not over, and not if another owns them, too", async () => {
    const draft = await aDraftEvent();
    const show = await aPublishedEvent();
    for (const { owner } of [draft, show]) isRefused(await erases(owner), "still_needed");
    const heir = await joins(await somebody(), show.organizerId, "owner");
    // Buyers are still told to write to the one who goes.
    isRefused(await erases(show.owner), "still_needed");
    const { organizerId } = show;
    const { version } = isDone(await api.call(getOrganizer, { organizerId }, { token: show.owner.token }));
    const other = { organizerId, contactEmail: "hall@example.com" };
    isDone(await api.call(updateOrganizer, other, { token: heir.token, ifMatch: version }), 200);
    isDone(await erases(show.owner), 202);
    const { item } = await stored(organizer.get({ organizerId }).params());
    expect(item).toMatchObject({ userId: heir.userId, isActive: true, organizationName: "Lantern Hall" });
    await isGone(membership.get({ userId: show.owner.userId, organizerId }).params());
    isRefused(await erases(heir), "still_needed");
  });

  it("closes an organizer that nobody else owns, and takes out whose it was", async () => {
    const team = await anOrganizer({ website: "https://lantern.example", contactPhone: "+491701234567" });
    const { organizerId, owner } = team;
    const staff = await joins(await somebody(), organizerId, "manager");
    isDone(await erases(owner), 202);
    const { item } = await stored(organizer.get({ organizerId }).params());
    expect(item).toMatchObject({ ...nobodys, isActive: false, userId: owner.userId, publishedEvents: 0 });
    for (const field of ["website", "description", "contactPhone"]) expect(item).not.toHaveProperty(field);
    isRefused(await api.call(getOrganizer, { organizerId }, { token: staff.token }), "not_found");
    isDone(await erases(staff), 202);
    // It is nobody's for good: what said whose it was is gone.
    const { token } = await anAdmin("super_admin");
    isRefused(await api.call(restoreOrganizer, { organizerId }, { token }), "not_changeable");
    expect((await stored(organizer.get({ organizerId }).params())).item).toMatchObject({ isActive: false });
  });

  it("leaves one owner of two who go at the same moment, with what they were invited to", async () => {
    const show = await aPublishedEvent({ team: await anOrganizer({ contactEmail: "hall@example.com" }) });
    const { organizerId, owner } = show;
    const other = await joins(await somebody(), organizerId, "owner");
    const inviting = await anOrganizer();
    const invited = ({ email }: Person) => {
      const invitationId = invitationIdOf(inviting.organizerId, email);
      return invitation.get({ organizerId: inviting.organizerId, invitationId }).params<GetCommandInput>();
    };
    for (const { email } of [owner, other]) {
      const input = { organizerId: inviting.organizerId, email, role: "manager" as const };
      isDone(await api.call(inviteMember, input, { token: inviting.owner.token }), 202);
    }
    await everythingSettles();
    const answers = await Promise.all([erases(owner), erases(other)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409]);
    const [stays, goes] = answers[0]?.status === 202 ? [other, owner] : [owner, other];
    await isGone(invited(goes));
    expect((await stored(invited(stays))).item).toMatchObject({ status: "pending" });
    const { item } = await stored(organizer.get({ organizerId }).params());
    expect(item).toMatchObject({ userId: stays.userId, isActive: true });
  });

  // 503: its count of tries met the transaction that erases on the same item; nothing was done.
  it("happens once of many at the same moment", async () => {
    const person = await somebody();
    const answers = await Promise.all(Array.from({ length: 4 }, () => erases(person)));
    expect(answers.some(({ status }) => status === 202)).toBe(true);
    for (const { status } of answers) expect([202, 401, 409, 503]).toContain(status);
    expect(await erasureOf(person.userId)).toMatchObject({ userId: person.userId });
  });
});

describe("what somebody had", () => {
  it("is removed however much it is, run by run, and once more after one that broke off", async () => {
    const person = await somebody();
    await manyNotifications(person.userId, 520);
    const functionName = functionNamed("accounts/erase-user");
    await goesWrong({ kind: "kill-after", service: "dynamodb", operation: "DeleteItem", functionName, skip: 60 });
    isDone(await erases(person), 202);
    await hasHit("kill-after");
    await nothingGoesWrong();
    await timePasses(minutes(4));
    const left = await itemsOf(person.userId);
    expect(left.map(({ __edb_e__ }) => __edb_e__)).toEqual(["erasure"]);
    expect(left[0]?.finishedAt).toBeDefined();
    expect(left[0]?.rounds).toBeGreaterThanOrEqual(1);
  });

  it("is removed even if no mail can be sent", async () => {
    const person = await somebody();
    await goesWrong(refused("users/erase-me", "ses", "SendEmail"));
    isDone(await erases(person), 202);
    await everythingSettles();
    expect(await mailsTo(person.email)).toEqual([]);
    expect((await itemsOf(person.userId)).map(({ __edb_e__ }) => __edb_e__)).toEqual(["erasure"]);
  });
});
