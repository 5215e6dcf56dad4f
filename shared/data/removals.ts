import { idempotency } from "#data/idempotency.ts";
import { listed } from "#data/listed.ts";
import { media } from "#data/media.ts";
import { membership } from "#data/membership.ts";
import { notification } from "#data/notification.ts";
import { readFirst, readPage } from "#data/page.ts";
import { session } from "#data/session.ts";
import { storeMedia } from "#data/store-media.ts";
import { userAnalytics } from "#data/user-analytics.ts";
import type { Media } from "#domain/media.ts";
import type { Change } from "#domain/trail.ts";

/** So many at once. */
const together = 50;

/** Removes the first items of one kind that a person has, `most` of them; answers how many there were. */
type Removal = (userId: string, most: number, change: Change) => Promise<number>;

const removal =
  <T>(
    find: (userId: string, most: number) => Promise<readonly T[]>,
    remove: (item: T, change: Change) => Promise<unknown>,
  ): Removal =>
  async (userId, most, change) => {
    const items = await find(userId, most);
    for (let from = 0; from < items.length; from += together) {
      await Promise.all(items.slice(from, from + together).map((item) => remove(item, change)));
    }
    return items.length;
  };

/**
 * What is removed of a person, kind by kind. Orders, payments, tickets and scans are not here, in the table or the
 * archive: they hold nothing but the id. Invitations go with the address. Who adds an entity that belongs to a person adds it here (a test asks).
 */
export const removals: Readonly<Record<string, Removal>> = {
  session: removal(
    (userId, most) => readFirst(session.query.byFamily({ userId }), most),
    ({ userId, familyId }) => session.delete({ userId, familyId }).go(),
  ),
  membership: removal(
    (userId, most) => readFirst(membership.query.ofUser({ userId }), most),
    ({ userId, organizerId }) => membership.delete({ userId, organizerId }).go(),
  ),
  notification: removal(
    (userId, most) => readFirst(notification.query.ofUser({ userId }), most),
    ({ userId, notificationId }) => notification.delete({ userId, notificationId }).go(),
  ),
  // Of a file for an event or organizer only its name was theirs: the picture stays.
  media: removal(filesToClear, async (file, change) => {
    if (file.ownerType === "user") await media.delete({ mediaId: file.mediaId }).go();
    else await storeMedia({ ...file, originalName: file.fileName }, change);
  }),
  idempotency: removal(
    (userId, most) => readFirst(idempotency.query.ofKey({ userId }), most),
    ({ userId, operation, key }) => idempotency.delete({ userId, operation, key }).go(),
  ),
  userAnalytics: removal(
    (userId, most) => readFirst(userAnalytics.query.ofUser({ userId }), most),
    ({ userId }) => userAnalytics.delete({ userId }).go(),
  ),
};

/** Files that tell of who sent them. Those that stay are still found by their sender, and are passed over. */
async function filesToClear(userId: string, most: number) {
  const files = [];
  let after: string | undefined;
  do {
    const page = await readPage(media.query.ofSender({ userId }), { limit: 100, after });
    const keys = page.items.map(listed(media, "ofSender")).map(({ mediaId }) => ({ mediaId }));
    const read = await Promise.all(keys.map((key) => media.get(key).go({ consistent: true })));
    files.push(...read.flatMap(({ data }) => (data && tellsOfSender(data) ? [data] : [])));
    after = page.last;
  } while (after !== undefined && files.length < most);
  return files.slice(0, most);
}

const tellsOfSender = ({ ownerType, originalName, fileName }: Media) =>
  ownerType === "user" || originalName !== fileName;
