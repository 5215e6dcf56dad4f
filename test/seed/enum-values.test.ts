import type { GetCommandInput } from "@aws-sdk/lib-dynamodb";
import { afterAll, describe, expect, it } from "vitest";
import { invitation } from "#data/invitation.ts";
import { invitationOf } from "#domain/invitation.ts";
import { days, minutes, seconds } from "#domain/time.ts";
import { sendConfirmation } from "#events/notifications/send-confirmation.ts";
import { cancelEvent } from "#functions/events/cancel-event.ts";
import { acceptInvitation } from "#functions/members/accept-invitation.ts";
import { changeMemberRole } from "#functions/members/change-member-role.ts";
import { getMember } from "#functions/members/get-member.ts";
import { inviteMember } from "#functions/members/invite-member.ts";
import { listMembers } from "#functions/members/list-members.ts";
import { revokeInvitation } from "#functions/members/revoke-invitation.ts";
import { listMyNotifications } from "#functions/notifications/list-my-notifications.ts";
import { readNotification } from "#functions/notifications/read-notification.ts";
import { getPayment } from "#functions/payments/get-payment.ts";
import { changeRole } from "#functions/users/change-role.ts";
import { getMe } from "#functions/users/get-me.ts";
import { reachable } from "#test/seed/enum-values.ts";
import { api } from "#test/support/api.ts";
import { redrive, takeFailures } from "#test/support/dead-letters.ts";
import { bankSays, isDisputed } from "#test/support/disputes.ts";
import { goesWrong, nothingGoesWrong, refused } from "#test/support/faults.ts";
import { tokenMailedTo } from "#test/support/inbox.ts";
import { anAdmin, stored } from "#test/support/operator.ts";
import { anOrganizer, aUser, aVerifiedUser, loggedIn } from "#test/support/people.ts";
import { aHold, aPaidOrder, pay, refundedAtStripe, stripeDoes } from "#test/support/purchases.ts";
import { refunds } from "#test/support/refunds.ts";
import { aPublishedEvent } from "#test/support/shows.ts";
import { isDone, isRefused } from "#test/support/then.ts";
import { everythingSettles, fromNow, timePasses } from "#test/support/when.ts";

const sorted = (seen: ReadonlySet<string>) => [...seen].toSorted();

afterAll(nothingGoesWrong);

// What is sold, and the walks over it: test/functions/statuses.test.ts.
describe("every value is reached by what people, services and time do:", () => {
  it("users.role", async () => {
    const seen = new Set<string>();
    const [person, { owner }, { token }] = await Promise.all([aUser(), anOrganizer(), anAdmin("super_admin")]);
    const see = async (as: { readonly token: string }) => {
      const { role, version } = isDone(await api.call(getMe, {}, as));
      seen.add(role);
      return version;
    };
    await see(owner);
    for (const role of ["admin", "super_admin"] as const) {
      const ifMatch = await see(person);
      isDone(await api.call(changeRole, { userId: person.userId, role }, { token, ifMatch }));
    }
    await see(await loggedIn(person));
    expect(sorted(seen)).toEqual(reachable("users.role"));
  });

  it("memberships.role and invitations.status", async () => {
    const { organizerId, owner } = await anOrganizer();
    const [helper, other] = await Promise.all([aVerifiedUser(), aVerifiedUser()]);
    const [roles, statuses] = [new Set<string>(), new Set<string>()];
    const see = async () => {
      const members = isDone(await api.call(listMembers, { organizerId }, owner)).items;
      for (const { role } of members) roles.add(role);
    };
    const invited = async (email: string) => {
      const { invitationId } = invitationOf({ organizerId, email, role: "check_in" }, owner.userId, new Date(0));
      const get = invitation.get({ organizerId, invitationId }).params<GetCommandInput>();
      const { status, version } = (await stored(get)).item;
      statuses.add(String(status));
      return { invitationId, version: Number(version) };
    };
    for (const { email } of [helper, other])
      isDone(await api.call(inviteMember, { organizerId, email, role: "check_in" }, owner), 202);
    await everythingSettles();
    const { invitationId, version } = await invited(other.email);
    isDone(await api.call(acceptInvitation, { token: await tokenMailedTo(helper.email) }, helper));
    isDone(
      await api.call(revokeInvitation, { organizerId, invitationId }, { token: owner.token, ifMatch: version }),
      204,
    );
    for (const { email } of [helper, other]) await invited(email);
    await see();
    const member = { organizerId, userId: helper.userId };
    const { version: ifMatch } = isDone(await api.call(getMember, member, owner));
    isDone(await api.call(changeMemberRole, { ...member, role: "manager" }, { token: owner.token, ifMatch }));
    await see();
    expect(sorted(roles)).toEqual(reachable("memberships.role"));
    expect(sorted(statuses)).toEqual(reachable("invitations.status"));
  });

  it("notifications.type and notifications.status", async () => {
    const [types, statuses] = [new Set<string>(), new Set<string>()];
    const show = await aPublishedEvent({ types: [{ price: 0 }] });
    let buyer = await aVerifiedUser();
    const see = async () => {
      buyer = await loggedIn(buyer);
      const { items } = isDone(await api.call(listMyNotifications, {}, buyer));
      for (const { type, status } of items) {
        types.add(type);
        statuses.add(status);
      }
      return items.find(({ type }) => type === "in_app")?.notificationId ?? "";
    };
    await takeFailures(sendConfirmation.id);
    await goesWrong(refused(sendConfirmation.id, "ses", "SendEmail"));
    await aHold({ show, buyer });
    await everythingSettles();
    const notificationId = await see();
    isDone(await api.call(readNotification, { notificationId }, buyer));
    for (const pause of [1, 2]) await timePasses(minutes(pause) + seconds(1));
    await see();
    await nothingGoesWrong();
    await redrive(await takeFailures(sendConfirmation.id));
    await everythingSettles();
    await see();
    expect(sorted(types)).toEqual(reachable("notifications.type"));
    expect(sorted(statuses)).toEqual(reachable("notifications.status"));
  });

  it("refunds.status and refunds.reason", async () => {
    const [statuses, reasons] = [new Set<string>(), new Set<string>()];
    const [team, visitor] = await Promise.all([anOrganizer(), aVerifiedUser()]);
    const show = await aPublishedEvent({ team, types: [{ refundableUntil: await fromNow(days(1)) }] });
    const off = await aPublishedEvent({ team });
    let [{ owner }, buyer] = [team, visitor];
    const sale = await aPaidOrder({ show, buyer });
    const unwanted = await aPaidOrder({ show, buyer });
    const { order: byHand } = await aHold({ show, buyer });
    await pay(byHand);
    const called = await aPaidOrder({ show: off, buyer });
    const { order: returned } = await aHold({ show, buyer });
    await pay(returned, "pm_card_refundFail");
    const { order: disputed } = await aHold({ show, buyer });
    await pay(disputed);
    await everythingSettles();
    const ids = [sale.order, called.order, returned, unwanted.order, byHand, disputed].map(
      ({ paymentId }) => paymentId ?? "",
    );
    const [paymentId = "", , sentBack = ""] = ids;
    const see = async () => {
      [owner, buyer] = await Promise.all([loggedIn(owner), loggedIn(buyer)]);
      for (const paymentId of ids) {
        const { refunds = [] } = isDone(await api.call(getPayment, { paymentId }, owner));
        for (const { status, reason } of refunds) {
          statuses.add(status);
          reasons.add(reason);
        }
      }
    };
    const stripeAnswers = (status: number, next: number) =>
      stripeDoes("/_double/fail", { next, status, match: "POST /v1/refunds" });

    await stripeAnswers(400, 1);
    isRefused(await refunds(owner, paymentId), "not_refundable");
    await stripeDoes("/_double/fail", { next: 0 });
    await stripeAnswers(503, 4);
    isRefused(await refunds(owner, paymentId), "payment_unavailable");
    await stripeDoes("/_double/fail", { next: 0 });
    await see();
    isDone(await refunds(owner, sentBack), 201);
    isDone(await refunds(buyer, unwanted.order.paymentId ?? ""), 201);
    await refundedAtStripe(byHand);
    await bankSays(await isDisputed(disputed), "lost");
    isDone(await api.call(cancelEvent, { eventId: off.eventId }, owner));
    await timePasses(minutes(2));
    await see();
    expect(sorted(statuses)).toEqual(reachable("refunds.status"));
    expect(sorted(reasons)).toEqual(reachable("refunds.reason"));
  });
});
