import { randomUUID } from "node:crypto";
import { media } from "#data/media.ts";
import { getMyAnalytics } from "#functions/analytics/get-my-analytics.ts";
import { listDailyAnalytics } from "#functions/analytics/list-daily-analytics.ts";
import { listEventAnalytics } from "#functions/analytics/list-event-analytics.ts";
import { getCheckIn } from "#functions/check-ins/get-check-in.ts";
import { listCheckIns } from "#functions/check-ins/list-check-ins.ts";
import { deleteMedia } from "#functions/media/delete-media.ts";
import { getMedia } from "#functions/media/get-media.ts";
import { listEventMedia } from "#functions/media/list-event-media.ts";
import { listMyMedia } from "#functions/media/list-my-media.ts";
import { listOrganizerMedia } from "#functions/media/list-organizer-media.ts";
import { restoreMedia } from "#functions/media/restore-media.ts";
import { updateMedia } from "#functions/media/update-media.ts";
import { getNotification } from "#functions/notifications/get-notification.ts";
import { listMyNotifications } from "#functions/notifications/list-my-notifications.ts";
import { exportEventSales } from "#functions/sales/export-event-sales.ts";
import { listEventSales } from "#functions/sales/list-event-sales.ts";
import { health } from "#functions/site/health.ts";
import { getTicketType } from "#functions/ticket-types/get-ticket-type.ts";
import { listTicketTypes } from "#functions/ticket-types/list-ticket-types.ts";
import { loggedIn, type Somebody } from "#test/bench/cost/people.ts";
import { storedBy } from "#test/bench/cost/stored.ts";
import type { Walk } from "#test/bench/cost/walk.ts";
import { aFile } from "#test/support/a-file.ts";

type People = { readonly owner: Somebody; readonly buyer: Somebody; readonly admin: Somebody };
type Show = { readonly eventId: string; readonly organizerId: string };

/** Who runs, buys and administers looks at what there is of a show that sold. */
export async function looksAround(walk: Walk, people: People, show: Show): Promise<void> {
  const { eventId } = show;
  const [owner, buyer, admin] = [
    await loggedIn(walk, people.owner.email),
    await loggedIn(walk, people.buyer.email),
    await loggedIn(walk, people.admin.email),
  ];
  const [type] = (await walk.call(listTicketTypes, { eventId }, owner.as)).items;
  await walk.count(getTicketType, { eventId, ticketTypeId: type?.ticketTypeId ?? "" }, owner.as);
  await walk.count(listEventSales, { eventId, limit: 20 }, owner.as);
  await walk.count(exportEventSales, { eventId, limit: 20 }, owner.as);
  const [scan] = (await walk.call(listCheckIns, { eventId }, owner.as)).items;
  await walk.count(getCheckIn, { eventId, nonce: scan?.nonce ?? "" }, owner.as);
  await walk.count(listEventAnalytics, { eventId, limit: 20 }, owner.as);
  await walk.count(listDailyAnalytics, { limit: 20 }, admin.as);
  await walk.count(getMyAnalytics, {}, buyer.as);
  const [told] = (await walk.call(listMyNotifications, {}, buyer.as)).items;
  await walk.count(getNotification, { notificationId: told?.notificationId ?? "" }, buyer.as);
  await files(walk, { owner, buyer, admin }, show);
}

/** Files are there as sending them leaves them. */
async function files(walk: Walk, { owner, buyer, admin }: People, { eventId, organizerId }: Show): Promise<void> {
  const { now } = await walk.call(health, {});
  const { client, TableName: table = "" } = await storedBy(walk.stack);
  const owners = [
    { ownerType: "event", ownerId: eventId },
    { ownerType: "organizer", ownerId: organizerId },
  ] as const;
  const sent = [
    ...owners.map((of) => aFile(randomUUID(), { ...of, userId: owner.userId }, new Date(now))),
    aFile(randomUUID(), { ownerType: "user", ownerId: buyer.userId, userId: buyer.userId }, new Date(now)),
  ];
  for (const file of sent) await media.create(file).go({ client, table });
  const mediaId = sent[0]?.mediaId ?? "";
  await walk.count(listEventMedia, { eventId, limit: 20 }, owner.as);
  await walk.count(listOrganizerMedia, { organizerId, limit: 20 }, owner.as);
  await walk.count(listMyMedia, { limit: 20 }, buyer.as);
  const { version } = await walk.count(getMedia, { mediaId }, owner.as);
  const edited = await walk.count(updateMedia, { mediaId, altText: "Lanterns" }, { ...owner.as, ifMatch: version });
  await walk.count(deleteMedia, { mediaId }, { ...owner.as, ifMatch: edited.version });
  await walk.count(restoreMedia, { mediaId }, admin.as);
}
