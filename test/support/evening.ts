import type { GetCommandInput } from "@aws-sdk/lib-dynamodb";
import { erasure } from "#data/erasure.ts";
import { payment as payments } from "#data/payment.ts";
import { scan } from "#data/scan.ts";
import { walk as walks } from "#data/walk.ts";
import { scanKey } from "#domain/check-in.ts";
import { refundsOf } from "#domain/refund.ts";
import { hours } from "#domain/time.ts";
import { forgotPassword } from "#functions/auth/forgot-password.ts";
import { register } from "#functions/auth/register.ts";
import { listCheckIns } from "#functions/check-ins/list-check-ins.ts";
import { cancelEvent } from "#functions/events/cancel-event.ts";
import { publishEvent } from "#functions/events/publish-event.ts";
import { inviteMember } from "#functions/members/invite-member.ts";
import { leaveOrganizer } from "#functions/members/leave-organizer.ts";
import { listMyNotifications } from "#functions/notifications/list-my-notifications.ts";
import { listMyTickets } from "#functions/tickets/list-my-tickets.ts";
import { changeEmail } from "#functions/users/change-email.ts";
import { changePassword } from "#functions/users/change-password.ts";
import { changeRole } from "#functions/users/change-role.ts";
import { eraseMe } from "#functions/users/erase-me.ts";
import { suspendUser } from "#functions/users/suspend-user.ts";
import { api } from "#test/support/api.ts";
import { codeOf, scans } from "#test/support/doors.ts";
import { mailsTo } from "#test/support/inbox.ts";
import { aCrowd, anAdmin, joins, stored } from "#test/support/operator.ts";
import { anOrganizer, freshEmail, freshKey, loggedIn, type Person, verifiedUsers } from "#test/support/people.ts";
import { aHold, intentIdOf, pay, stripeDoes } from "#test/support/purchases.ts";
import { refunds } from "#test/support/refunds.ts";
import { aDraftEvent, aPublishedEvent } from "#test/support/shows.ts";
import { isDone } from "#test/support/then.ts";
import { fromNow } from "#test/support/when.ts";

/**
 * Everything that any reaction waits for: somebody opens an account, twice, and forgets the password; one moves to
 * another address, one changes the password, one is erased; an event is published; a ticket is bought, scanned and given
 * back; another is bought for an event that is then cancelled; a payment is disputed; the team loses a member and invites
 * another; an account gets a role, another is suspended. First come those who must be there before, then what happens.
 */
export async function anEvening() {
  const [team, others] = [await anOrganizer(), await anOrganizer()];
  const [buyer, late, leaver, promoted, suspended] = (await verifiedUsers(5)) as [
    Person,
    Person,
    Person,
    Person,
    Person,
  ];
  const off = await aPublishedEvent({ team: others, types: [{ price: 0 }] });
  const argued = await aHold({ show: await aPublishedEvent({ team: others }), buyer: late });
  await pay(argued.order);
  await joins(leaver, team.organizerId, "manager");
  const admin = await anAdmin("super_admin");
  const invited = freshEmail();
  const draft = await aDraftEvent({ team, startDate: await fromNow(hours(2)), types: [{ price: 0 }] });
  const { eventId, owner } = draft;
  const newcomer = { email: freshEmail(), password: "correct horse battery", firstName: "Nour", lastName: "Haddad" };
  const nonce = freshKey();
  const [mover, cautious, erased] = (await aCrowd(3)) as [Person, Person, Person];
  const elsewhere = freshEmail();
  const gone = erasure.get({ userId: erased.userId }).params<GetCommandInput>();

  async function happens(): Promise<void> {
    for (const _ of [1, 2]) isDone(await api.call(register, newcomer), 202);
    isDone(await api.call(forgotPassword, { email: newcomer.email }), 202);
    const { password } = mover;
    isDone(await api.call(changeEmail, { email: elsewhere, password }, { token: mover.token }), 202);
    const changed = { currentPassword: password, password: "quite another password" };
    isDone(await api.call(changePassword, changed, { token: cautious.token }), 204);
    isDone(await api.call(eraseMe, { password }, { token: erased.token }), 202);
    isDone(await api.call(publishEvent, { eventId }, { token: owner.token }));
    const gift = await aHold({ show: draft, buyer });
    const [ticket] = isDone(await api.call(listMyTickets, {}, { token: buyer.token })).items;
    isDone(await scans(owner, eventId, await codeOf(ticket?.ticketId ?? "", buyer), { nonce }));
    const { organizerId } = team;
    isDone(await api.call(leaveOrganizer, { organizerId }, { token: leaver.token }), 204);
    isDone(await api.call(inviteMember, { organizerId, email: invited, role: "manager" }, { token: owner.token }), 202);
    const role = { userId: promoted.userId, role: "admin" } as const;
    isDone(await api.call(changeRole, role, { token: admin.token, ifMatch: 2 }));
    isDone(await api.call(suspendUser, { userId: suspended.userId }, { token: admin.token }));
    // The scan is in the log already: its reaction only matters where that was lost.
    await (await stored(scan.get(scanKey(eventId, nonce)).params<GetCommandInput>())).vanishes();
    isDone(await refunds(owner, gift.order.paymentId ?? ""), 201);
    await stripeDoes(`/_double/charges/${intentIdOf(argued.order)}/dispute`, {});
    const { order } = await aHold({ show: off, buyer: late });
    paymentId = order.paymentId ?? "";
    isDone(await api.call(cancelEvent, { eventId: off.eventId }, { token: off.owner.token }));
  }

  let paymentId = "";
  /** How often it was decided to pay the cancelled event's order back. */
  const promisedBack = async () => {
    const { item } = await stored(payments.get({ paymentId }).params<GetCommandInput>());
    return refundsOf(item).length;
  };
  const walked = async () => {
    const { item } = await stored(walks.get({ eventId: off.eventId, kind: "cancel" }).params<GetCommandInput>());
    return Number(item.pass) - 1;
  };

  const told = async (person: Person) =>
    isDone(await api.call(listMyNotifications, { limit: 100 }, { token: (await loggedIn(person)).token })).items;
  const mailed =
    (subject: string, to = newcomer.email) =>
    async () =>
      (await mailsTo(to)).filter((mail) => mail.subject === subject).length;
  const notified = (person: Person, of: string, type: string) => async () =>
    (await told(person)).filter(
      ({ metadata, ...row }) => metadata.factType === of && row.type === type && row.status === "sent",
    ).length;

  /** How often each reaction has had its effect. */
  const effects: Readonly<Record<string, () => Promise<number>>> = {
    "accounts/send-verification": mailed("Verify your email address"),
    "accounts/send-already-registered": mailed("You already have an account"),
    "accounts/send-password-reset": mailed("Set a new password"),
    "accounts/send-account-notice": mailed("Your account is suspended", suspended.email),
    "members/send-invitation": mailed("Lantern Hall invites you to its team", invited),
    "notifications/notify-member": notified(owner, "member.left.v1", "in_app"),
    "notifications/notify-role": notified(promoted, "user.role-changed.v1", "in_app"),
    "accounts/send-email-change": async () => (await mailsTo(elsewhere)).length,
    "accounts/send-account-news": async () =>
      (await mailsTo(cautious.email)).filter(({ subject }) => subject === "Your password has changed").length,
    "accounts/erase-user": async () => ((await stored(gone).catch(() => undefined))?.item.finishedAt ? 1 : 0),
    "notifications/notify-organizer": notified(owner, "event.published.v1", "in_app"),
    "notifications/notify-buyer": notified(buyer, "order.confirmed.v1", "in_app"),
    "notifications/send-confirmation": notified(buyer, "order.confirmed.v1", "email"),
    "notifications/send-refund": notified(buyer, "payment.refunded.v1", "email"),
    "notifications/notify-dispute": notified(off.owner, "dispute.opened.v1", "in_app"),
    "notifications/send-dispute": notified(off.owner, "dispute.opened.v1", "email"),
    "refunds/refund-confirmed": promisedBack,
    "walks/go-on": walked,
    "check-ins/log-scan": async () => {
      const { token } = await loggedIn(owner);
      return isDone(await api.call(listCheckIns, { eventId }, { token })).items.length;
    },
  };
  return { happens, effects, draft, buyer };
}
