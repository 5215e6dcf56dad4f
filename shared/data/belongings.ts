import { ordersOfUser, paymentsOfUser, ticketsOfUser } from "#data/bought.ts";
import { everywhere, type Home, live } from "#data/home.ts";
import { idempotency } from "#data/idempotency.ts";
import { invitation } from "#data/invitation.ts";
import { listed } from "#data/listed.ts";
import { loadCredential } from "#data/load-credential.ts";
import { media } from "#data/media.ts";
import { membership } from "#data/membership.ts";
import { notification } from "#data/notification.ts";
import { order } from "#data/order.ts";
import { organizer } from "#data/organizer.ts";
import { readPage } from "#data/page.ts";
import { payment } from "#data/payment.ts";
import { readMany } from "#data/read-many.ts";
import { session } from "#data/session.ts";
import { throttle } from "#data/throttle.ts";
import { ticket } from "#data/ticket.ts";
import { user } from "#data/user.ts";
import { userAnalytics } from "#data/user-analytics.ts";
import { fingerprint } from "#domain/fingerprint.ts";
import type { ListedStatus } from "#domain/payment.ts";
import { normalizeEmail } from "#domain/text.ts";

type Page = { readonly limit: number; readonly after: string | undefined };
type Read<T> = { readonly items: readonly T[]; readonly last: string | undefined };
/** One kind of what there is about a person, page by page. */
type Section<T> = (userId: string, page: Page) => Promise<Read<T>>;

const one = <T>(item: T | null | undefined): Read<T> => ({ items: item ? [item] : [], last: undefined });
const find = async (userId: string) => (await user.get({ userId }).go({ consistent: true })).data;

/**
 * A page of an index, each item read whole by its key, in the index's order. What may be archived is looked for in all
 * `homes`, one after the other: what moves meanwhile is in one of them.
 */
async function whole<K extends object, T extends K>(
  { items, last }: Read<K>,
  id: keyof K,
  read: (
    keys: readonly K[],
    home: Home,
  ) => Promise<{ readonly data: readonly T[]; readonly unprocessed: readonly K[] }>,
  homes: readonly Home[] = [live],
): Promise<Read<T>> {
  const found = new Map<unknown, T>();
  for (const home of homes) {
    const missing = items.filter((item) => !found.has(item[id]));
    for (const each of await readMany((keys) => read(keys, home), missing)) found.set(each[id], each);
  }
  return { items: items.flatMap((item) => found.get(item[id]) ?? []), last };
}

type Id<K extends string> = Readonly<Record<K, string>>;

async function wholeOrders(userId: string, page: Page) {
  const { items, last } = await ordersOfUser(userId, page);
  const keys = items.map(({ orderId }) => ({ orderId }));
  const read = (keys: readonly Id<"orderId">[], home: Home) => order.get([...keys]).go({ consistent: true, ...home });
  return whole({ items: keys, last }, "orderId", read, everywhere());
}

const wholePayments = ({ items, last }: Read<Id<"paymentId">>) => {
  const keys = items.map(({ paymentId }) => ({ paymentId }));
  const read = (keys: readonly Id<"paymentId">[], home: Home) =>
    payment.get([...keys]).go({ consistent: true, ...home });
  return whole({ items: keys, last }, "paymentId", read, everywhere());
};

/** What nobody has tried to pay yet, by the orders that wait for it: it is in no list of payments. */
async function openPayments(userId: string, page: Page) {
  const { items, last } = await wholeOrders(userId, page);
  const waiting = items.flatMap(({ status, paymentId }) => (status === "pending" && paymentId ? [{ paymentId }] : []));
  const found = await wholePayments({ items: waiting, last });
  return { items: found.items.filter(({ status }) => status === "pending"), last };
}

/** A payment goes from one status to the next in this order, so that one which does meanwhile is met later. */
const inOrder: Readonly<Record<ListedStatus, number>> = {
  ...{ processing: 1, failed: 2, cancelled: 3, completed: 4, partially_refunded: 5, refunded: 6, disputed: 7 },
};
const statuses = (Object.keys(inOrder) as ListedStatus[]).toSorted((a, b) => inOrder[a] - inOrder[b]);

/** Several lists as one: where its next page goes on is the list's number and its own place. */
const oneAfterAnother =
  <T>(parts: readonly Section<T>[]): Section<T> =>
  async (userId, { limit, after = "0 " }) => {
    const [at = "", ...place] = after.split(" ");
    const part = parts[Number(at)];
    if (!part) throw new Error(`An export goes on in a part there is not: ${at}`);
    const { items, last } = await part(userId, { limit, after: place.join(" ") || undefined });
    const following = Number(at) + 1;
    return { items, last: last !== undefined ? `${at} ${last}` : following < parts.length ? `${following} ` : last };
  };

/**
 * Everything there is about a person, archived or not, section by section, newest first where there are many. Payments
 * come by status, each with or without its order: what was not paid for is forgotten after 30 days, what came of its
 * payments is not. Of tries at a door only those that let somebody in are found, with their ticket; whoever scans
 * others' tickets is named there by the id alone.
 */
export const belongings = {
  profile: async (userId) => one(await find(userId)),
  login: async (userId) => {
    const person = await find(userId);
    return one(person && (await loadCredential(person.email)));
  },
  tries: async (userId) => {
    const person = await find(userId);
    const key = person && { what: "login", who: fingerprint(normalizeEmail(person.email)) };
    return one(key && (await throttle.get(key).go({ consistent: true })).data);
  },
  session: async (userId, page) => {
    const { items, last } = await readPage(session.query.byFamily({ userId }), page);
    return { items: items.map((each) => ({ ...each, sessionId: each.familyId })), last };
  },
  membership: (userId, page) => readPage(membership.query.ofUser({ userId }), page),
  organizer: async (userId, page) => {
    const { items, last } = await readPage(membership.query.ofUser({ userId }), page);
    const keys = items
      .filter(({ role, endedAt }) => role === "owner" && !endedAt)
      .map(({ organizerId }) => ({ organizerId }));
    return whole({ items: keys, last }, "organizerId", (keys) => organizer.get([...keys]).go({ consistent: true }));
  },
  order: wholeOrders,
  payment: oneAfterAnother([
    openPayments,
    ...statuses.map(
      (status) => async (userId: string, page: Page) => wholePayments(await paymentsOfUser(userId, status, page)),
    ),
  ]),
  ticket: async (userId, page) => {
    const { items, last } = await ticketsOfUser(userId, page);
    const keys = items.map(({ ticketId }) => ({ ticketId }));
    const read = (keys: readonly Id<"ticketId">[], home: Home) =>
      ticket.get([...keys]).go({ consistent: true, ...home });
    return whole({ items: keys, last }, "ticketId", read, everywhere());
  },
  notification: async (userId, page) => {
    const { items, last } = await readPage(notification.query.ofUser({ userId }), page, "desc");
    return { items: items.map((each) => ({ ...each.card, ...each })), last };
  },
  media: async (userId, page) => {
    const { items, last } = await readPage(media.query.ofSender({ userId }), page, "desc");
    const keys = items.map(listed(media, "ofSender")).map(({ mediaId }) => ({ mediaId }));
    return whole({ items: keys, last }, "mediaId", (keys) => media.get([...keys]).go({ consistent: true }));
  },
  invitation: async (userId, page) => {
    const person = await find(userId);
    if (!person) return { items: [], last: undefined };
    const { items, last } = await readPage(invitation.query.ofAddress({ email: normalizeEmail(person.email) }), page);
    const keys = items.map(listed(invitation, "ofAddress")).map(({ organizerId, invitationId }) => {
      return { organizerId, invitationId };
    });
    return whole({ items: keys, last }, "invitationId", (keys) => invitation.get([...keys]).go({ consistent: true }));
  },
  request: (userId, page) => readPage(idempotency.query.ofKey({ userId }), page),
  analytics: async (userId) => one((await userAnalytics.get({ userId }).go()).data),
} as const satisfies Readonly<Record<string, Section<object>>>;

type Kind = keyof typeof belongings;
type Found<K extends Kind> = Awaited<ReturnType<(typeof belongings)[K]>>["items"][number];
/** One thing there is about a person, and what it is. */
export type Belonging = { [K in Kind]: { readonly kind: K; readonly data: Found<K> } }[Kind];
