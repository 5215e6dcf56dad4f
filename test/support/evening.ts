import type { GetCommandInput } from "@aws-sdk/lib-dynamodb";
import { erasure } from "#data/erasure.ts";
import { scan } from "#data/scan.ts";
import { scanKey } from "#domain/check-in.ts";
import { hours } from "#domain/time.ts";
import { forgotPassword } from "#functions/auth/forgot-password.ts";
import { register } from "#functions/auth/register.ts";
import { listCheckIns } from "#functions/check-ins/list-check-ins.ts";
import { publishEvent } from "#functions/events/publish-event.ts";
import { listMyNotifications } from "#functions/notifications/list-my-notifications.ts";
import { listMyTickets } from "#functions/tickets/list-my-tickets.ts";
import { changeEmail } from "#functions/users/change-email.ts";
import { changePassword } from "#functions/users/change-password.ts";
import { eraseMe } from "#functions/users/erase-me.ts";
import { api } from "#test/support/api.ts";
import { codeOf, scans } from "#test/support/doors.ts";
import { mailsTo } from "#test/support/inbox.ts";
import { aCrowd, stored } from "#test/support/operator.ts";
import { anOrganizer, aVerifiedUser, freshEmail, freshKey, loggedIn, type Person } from "#test/support/people.ts";
import { aHold } from "#test/support/purchases.ts";
import { aDraftEvent } from "#test/support/shows.ts";
import { isDone } from "#test/support/then.ts";
import { fromNow } from "#test/support/when.ts";

/**
 * Everything that any reaction waits for: somebody opens an account, twice, and forgets the password; one moves to
 * another address, one changes the password, one is erased; an event is published; a ticket is bought and scanned. First come those who must be there before, then what happens.
 */
export async function anEvening() {
  const team = await anOrganizer();
  const buyer = await aVerifiedUser();
  const draft = await aDraftEvent({ team, startDate: await fromNow(hours(2)), types: [{ price: 0 }] });
  const { eventId, owner } = draft;
  const newcomer = { email: freshEmail(), password: "correct horse battery", firstName: "Nour", lastName: "Haddad" };
  const nonce = freshKey();
  const [mover, cautious, leaver] = (await aCrowd(3)) as [Person, Person, Person];
  const elsewhere = freshEmail();
  const gone = erasure.get({ userId: leaver.userId }).params<GetCommandInput>();

  async function happens(): Promise<void> {
    for (const _ of [1, 2]) isDone(await api.call(register, newcomer), 202);
    isDone(await api.call(forgotPassword, { email: newcomer.email }), 202);
    const { password } = mover;
    isDone(await api.call(changeEmail, { email: elsewhere, password }, { token: mover.token }), 202);
    const changed = { currentPassword: password, password: "quite another password" };
    isDone(await api.call(changePassword, changed, { token: cautious.token }), 204);
    isDone(await api.call(eraseMe, { password }, { token: leaver.token }), 202);
    isDone(await api.call(publishEvent, { eventId }, { token: owner.token }));
    await aHold({ show: draft, buyer });
    const [ticket] = isDone(await api.call(listMyTickets, {}, { token: buyer.token })).items;
    isDone(await scans(owner, eventId, await codeOf(ticket?.ticketId ?? "", buyer), { nonce }));
    // The scan is in the log already: its reaction only matters where that was lost.
    await (await stored(scan.get(scanKey(eventId, nonce)).params<GetCommandInput>())).vanishes();
  }

  const told = async (person: Person) =>
    isDone(await api.call(listMyNotifications, { limit: 100 }, { token: (await loggedIn(person)).token })).items;
  const mailed = (subject: string) => async () =>
    (await mailsTo(newcomer.email)).filter((mail) => mail.subject === subject).length;
  const notified = (person: Person, of: string, type: string) => async () =>
    (await told(person)).filter(
      ({ metadata, ...row }) => metadata.factType === of && row.type === type && row.status === "sent",
    ).length;

  /** How often each reaction has had its effect. */
  const effects: Readonly<Record<string, () => Promise<number>>> = {
    "accounts/send-verification": mailed("Verify your email address"),
    "accounts/send-already-registered": mailed("You already have an account"),
    "accounts/send-password-reset": mailed("Set a new password"),
    "accounts/send-email-change": async () => (await mailsTo(elsewhere)).length,
    "accounts/send-account-news": async () =>
      (await mailsTo(cautious.email)).filter(({ subject }) => subject === "Your password has changed").length,
    "accounts/erase-user": async () => ((await stored(gone).catch(() => undefined))?.item.finishedAt ? 1 : 0),
    "notifications/notify-organizer": notified(owner, "event.published.v1", "in_app"),
    "notifications/notify-buyer": notified(buyer, "order.confirmed.v1", "in_app"),
    "notifications/send-confirmation": notified(buyer, "order.confirmed.v1", "email"),
    "check-ins/log-scan": async () => {
      const { token } = await loggedIn(owner);
      return isDone(await api.call(listCheckIns, { eventId }, { token })).items.length;
    },
  };
  return { happens, effects, draft, buyer };
}
