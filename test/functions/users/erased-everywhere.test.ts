import { randomInt, randomUUID } from "node:crypto";
import type { GetCommandInput } from "@aws-sdk/lib-dynamodb";
import { expect, it } from "vitest";
import { idempotency } from "#data/idempotency.ts";
import { media } from "#data/media.ts";
import { notification } from "#data/notification.ts";
import { order } from "#data/order.ts";
import { organizer } from "#data/organizer.ts";
import { payment } from "#data/payment.ts";
import { user } from "#data/user.ts";
import { userAnalytics } from "#data/user-analytics.ts";
import { type Media, withCard } from "#domain/media.ts";
import { minutes } from "#domain/time.ts";
import { created } from "#domain/trail.ts";
import { noAnalytics } from "#domain/user-analytics.ts";
import { confirmEmailChange } from "#functions/auth/confirm-email-change.ts";
import { verifyEmail } from "#functions/auth/verify-email.ts";
import { checkInTicket } from "#functions/check-ins/check-in-ticket.ts";
import { inviteMember } from "#functions/members/invite-member.ts";
import { createOrganizer } from "#functions/organizers/create-organizer.ts";
import { changeEmail } from "#functions/users/change-email.ts";
import { eraseMe } from "#functions/users/erase-me.ts";
import { updateMe } from "#functions/users/update-me.ts";
import type { Violation } from "#infra/ops/check-table/violation.ts";
import { checkTable } from "#infra/ops/check-table/walk.ts";
import { api } from "#test/support/api.ts";
import { codeOf } from "#test/support/doors.ts";
import { ended, theArchiveRuns } from "#test/support/ended.ts";
import { homeOf } from "#test/support/homes.ts";
import { tokenMailedTo } from "#test/support/inbox.ts";
import { keptOf } from "#test/support/kept.ts";
import { archiveTable, joins, putItem, stored, storedItem, table } from "#test/support/operator.ts";
import { anOrganizer, aUser, freshKey, loggedIn, type Person } from "#test/support/people.ts";
import { itemsOf, manyNotifications } from "#test/support/personal.ts";
import { aHold, aPaidOrder } from "#test/support/purchases.ts";
import { aPublishedEvent, type Show } from "#test/support/shows.ts";
import { isDone } from "#test/support/then.ts";
import { everythingSettles, fromNow, now, timePasses } from "#test/support/when.ts";

const letters = () => Array.from({ length: 14 }, () => String.fromCharCode(97 + randomInt(26))).join("");
/** A text that is nowhere else, for each field that says who somebody is or what they were told. */
const canaries = {
  ...{ firstName: letters(), lastName: letters(), phone: `+49${randomInt(1e11, 1e12 - 1)}` },
  ...{ first: letters(), email: letters(), pending: letters(), former: letters() },
  ...{
    organizer: letters(),
    description: letters(),
    website: letters(),
    contactPhone: `+49${randomInt(1e11, 1e12 - 1)}`,
  },
  ...{ category: randomUUID(), key: letters() },
  ...{ message: letters(), altered: letters(), file: letters(), described: letters(), poster: letters() },
};
const at = (canary: string) => `${canary}@example.com`;

/** All that the checker says about these items. */
async function saidOf(...keys: readonly string[]): Promise<Violation[]> {
  const { client, TableName } = await table();
  const found: Violation[] = [];
  const { TableName: archive } = await archiveTable();
  for await (const violation of checkTable({ client, TableName, archive, now: await now() })) {
    if (keys.some((key) => JSON.stringify(violation).includes(key))) found.push(violation);
  }
  return found;
}

/** A file somebody sent, by an operator's hand; deleted or not. */
async function sends(
  userId: string,
  owner: Pick<Media, "ownerType" | "ownerId">,
  name: string,
  isActive: boolean,
): Promise<string> {
  const mediaId = freshKey();
  const file = {
    ...{ mediaId, userId, ...owner, originalName: `${name}.png`, altText: isActive ? "A lantern" : canaries.described },
    ...({ mimeType: "image/png", fileType: "image", fileSize: 1000, status: "pending", isActive } as const),
    ...{ fileName: `${mediaId}.png`, filePath: `media/${mediaId}.png` },
  };
  await putItem(media.put({ ...withCard(file), ...created({ now: await now(), by: "operator" }) }));
  return mediaId;
}

/** Somebody of whom every field that can hold a person's data holds a canary, by operations and by an operator's hand. */
async function everywhere() {
  const { firstName, lastName, phone } = canaries;
  const person = await aUser({ firstName, lastName, phone, email: at(canaries.first) });
  await everythingSettles();
  isDone(await api.call(verifyEmail, { token: await tokenMailedTo(person.email) }), 204);
  const team = await anOrganizer();
  const isInvited = async (email: string) => {
    const invited = { organizerId: team.organizerId, email, role: "manager" as const };
    isDone(await api.call(inviteMember, invited, { token: team.owner.token }));
  };
  await isInvited(at(canaries.first));
  const asks = (email: string) => api.call(changeEmail, { email, password: person.password }, { token: person.token });
  isDone(await asks(at(canaries.email)), 202);
  await everythingSettles();
  isDone(await api.call(confirmEmailChange, { token: await tokenMailedTo(at(canaries.email)) }), 204);
  await everythingSettles();
  const me = await loggedIn({ email: at(canaries.email), password: person.password });
  const version = (await stored(user.get({ userId: me.userId }).params())).item.version as number;
  isDone(await api.call(updateMe, { preferences: { marketing: true } }, { token: me.token, ifMatch: version }));

  const { organizerId } = isDone(
    await api.call(
      createOrganizer,
      {
        organizationName: canaries.organizer,
        description: canaries.description,
        website: `https://${canaries.website}.example`,
        contactEmail: at(canaries.email),
        contactPhone: canaries.contactPhone,
      },
      { token: me.token, idempotencyKey: freshKey() },
    ),
    201,
  );
  const show = await aPublishedEvent({ startDate: await fromNow(minutes(60)) });
  const bought = await attends(show, me);
  const other = await aHold({ show, buyer: me });
  const past = await aPublishedEvent({ startDate: await fromNow(minutes(60)) });
  const archived = await attends(past, me);
  isDone(await asks(at(canaries.pending)), 202);
  await everythingSettles();

  await manyNotifications(me.userId, 3, canaries.message);
  const [told] = (await itemsOf(me.userId)).filter(({ __edb_e__ }) => __edb_e__ === "notification");
  const key = { userId: me.userId, notificationId: String(told?.notificationId) };
  const row = await stored(notification.get(key).params());
  await row.becomes({ card: { ...(row.item.card as object), title: canaries.altered } });
  await (await stored(user.get({ userId: me.userId }).params())).becomes({ formerEmail: at(canaries.former) });
  await sends(me.userId, { ownerType: "user", ownerId: me.userId }, canaries.file, false);
  const poster = await sends(me.userId, { ownerType: "event", ownerId: show.eventId }, canaries.poster, true);
  for (const email of [me.email, at(canaries.former)]) await isInvited(email);
  const trail = created({ now: await now(), by: "operator" });
  const likes = { categories: [canaries.category], organizers: [] };
  await putItem(userAnalytics.put({ ...noAnalytics(me.userId), preferences: likes, ...trail }));
  const claimed = { userId: me.userId, operation: "payments/refund-payment", key: canaries.key, bodyHash: "hash" };
  await putItem(idempotency.put({ ...claimed, ...trail }));
  await everythingSettles();
  await ended(past, 181, "completed");
  await theArchiveRuns();
  return { poster, me, organizerId, show, bought, archived, pending: other.orderId };
}

/** Somebody pays for a ticket, and lets themselves in. */
async function attends(show: Show, me: Person) {
  await joins(me, show.organizerId, "check_in");
  const bought = await aPaidOrder({ show, buyer: me });
  const [ticket] = bought.tickets;
  const code = await codeOf(ticket?.ticketId ?? "", me);
  const scan = { eventId: show.eventId, code, nonce: freshKey(), gate: "North" };
  expect(isDone(await api.call(checkInTicket, scan, { token: me.token })).admitted).toBe(true);
  return bought;
}

it("nothing is kept anywhere of who somebody was, and what they paid still adds up", { timeout: 240_000 }, async () => {
  const { me, organizerId, show, bought, archived, pending, poster } = await everywhere();
  const { userId, token, password } = me;
  const texts = Object.values(canaries);
  // The look finds them while they are there.
  const before = await keptOf(texts);
  const found = texts.filter((text) => before.some((place) => place.startsWith(`${text} in table `)));
  // The first address was in the log of invitations, and moved: no more than that is gone.
  expect(found).toEqual(texts.filter((text) => text !== canaries.first));
  // In the audit log, too, they are sealed; the look goes through it and the functions' log, as what is no secret shows.
  expect(before.filter((place) => !/ in (table|gsi\d) /.test(place))).toEqual([]);
  const places = await keptOf([userId, "auth/confirm-email-change"]);
  expect(places.some((place) => place.startsWith(`${userId} in s3 `))).toBe(true);
  expect(places).toContain("auth/confirm-email-change in log");

  // It looks into the archive and its indexes, too, where what they bought long ago is.
  expect(await homeOf(order.get({ orderId: archived.orderId }))).toBe("archive");
  const { TableName: archive } = await archiveTable();
  const there = await keptOf([archived.orderId]);
  for (const place of ["table", "gsi1", "gsi2"]) {
    expect(there.some((one) => one.startsWith(`${archived.orderId} in ${place} ${archive} `))).toBe(true);
  }

  // What is held and not paid ends by itself.
  await timePasses(minutes(16));
  const again = await loggedIn(me);
  isDone(await api.call(eraseMe, { password, acceptLosingTickets: true }, { token: again.token }), 202);
  await everythingSettles();

  expect(await keptOf(texts)).toEqual([]);
  expect((await itemsOf(userId)).map(({ __edb_e__ }) => __edb_e__)).toEqual(["erasure"]);
  // What a last access token still brought about, by hand.
  await sends(userId, { ownerType: "event", ownerId: show.eventId }, canaries.poster, true);
  await timePasses(minutes(16));
  expect(await keptOf(texts)).toEqual([]);
  expect((await stored(payment.get({ paymentId: bought.order.paymentId ?? "" }).params())).item).toMatchObject({
    userId,
    status: "completed",
  });
  const old = payment.get({ paymentId: archived.order.paymentId ?? "" }).params<GetCommandInput>();
  expect(await storedItem(old, archiveTable)).toMatchObject({ userId, status: "completed" });
  expect((await stored(order.get({ orderId: pending }).params())).item).toMatchObject({ userId, status: "expired" });
  expect((await stored(organizer.get({ organizerId }).params())).item).toMatchObject({ isActive: false });
  // What was sent for an event stays, under a name of our own.
  expect((await stored(media.get({ mediaId: poster }).params())).item).toMatchObject({ originalName: `${poster}.png` });
  expect(await saidOf(poster, userId, organizerId, bought.orderId, archived.orderId, pending)).toEqual([]);
  expect(token).not.toBe(again.token);
});
