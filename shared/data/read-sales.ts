import { everywhere, type Home } from "#data/home.ts";
import { listed } from "#data/listed.ts";
import { newestOfShards } from "#data/newest-of-shards.ts";
import { order as orders } from "#data/order.ts";
import { readFirst } from "#data/page.ts";
import { payment as payments } from "#data/payment.ts";
import { readMany } from "#data/read-many.ts";
import { soldStatuses } from "#domain/order.ts";
import { type Sale, saleOf } from "#domain/sale.ts";

type Place = { readonly createdAt: string; readonly orderId: string };
type Page = { readonly limit: number; readonly after: string | undefined };

/**
 * The sales of an event, newest first, whatever has become of them — by when they were placed — in pages. Its orders lie
 * by status in the index; those of all statuses are merged, so that one that is refunded during the walk keeps its place
 * in it. The index says which orders there are; what they brought is read strongly, from order and payment.
 */
export async function salesOf(
  { eventId, shards, homes }: { readonly eventId: string; readonly shards: number; readonly homes: readonly Home[] },
  page: Page,
): Promise<{ items: Sale[]; last: string | undefined }> {
  const { items, last } = await newestOfShards(
    shards,
    page,
    { read: (shard, before: Place | undefined, limit, home) => sold({ eventId, shard }, before, limit, home), place },
    homes,
  );
  return { items: await withMoney(items), last };
}

const place = ({ createdAt, orderId }: Place): Place => ({ createdAt, orderId });

/** One status after the other, in the order in which orders move through them: what moves meanwhile is found later. */
async function sold(
  at: { readonly eventId: string; readonly shard: number },
  before: Place | undefined,
  limit: number,
  home: Home,
): Promise<Place[]> {
  const found = new Map<string, Place>();
  for (const status of soldStatuses) {
    const inStatus = before
      ? orders.query.ofEvent(at).between({ status, createdAt: "0" }, { status, ...before })
      : orders.query.ofEvent({ ...at, status });
    const some = await readFirst(inStatus, limit + 1, "desc", home);
    for (const one of some.map(listed(orders, "ofEvent"))) found.set(one.orderId, place(one));
  }
  if (before) found.delete(before.orderId);
  const key = (one: Place) => `${one.createdAt}#${one.orderId}`;
  return [...found.values()].sort((a, b) => (key(a) < key(b) ? 1 : -1)).slice(0, limit);
}

async function withMoney(places: readonly Place[]): Promise<Sale[]> {
  const sold = await wherever(places, ({ orderId }) => orderId, readOrders);
  const paid = await wherever(
    [...sold.values()].flatMap(({ paymentId }) => (paymentId === undefined ? [] : [{ paymentId }])),
    ({ paymentId }) => paymentId,
    readPayments,
  );
  return places.flatMap(({ orderId }) => {
    const order = sold.get(orderId);
    const payment = paid.get(order?.paymentId ?? "");
    return order && payment ? [saleOf(order, payment)] : [];
  });
}

const readOrders = (keys: readonly { readonly orderId: string }[], home: Home) =>
  readMany((some) => orders.get(some.map(({ orderId }) => ({ orderId }))).go({ consistent: true, ...home }), keys);

const readPayments = (keys: readonly { readonly paymentId: string }[], home: Home) =>
  readMany((some) => payments.get([...some]).go({ consistent: true, ...home }), keys);

/** Items by their id, out of the live table or the archive. */
async function wherever<K, T extends K>(
  keys: readonly K[],
  idOf: (key: K) => string,
  read: (keys: readonly K[], home: Home) => Promise<T[]>,
): Promise<ReadonlyMap<string, T>> {
  const found = new Map<string, T>();
  for (const home of everywhere()) {
    const missing = keys.filter((key) => !found.has(idOf(key)));
    if (missing.length > 0) for (const one of await read(missing, home)) found.set(idOf(one), one);
  }
  return found;
}
