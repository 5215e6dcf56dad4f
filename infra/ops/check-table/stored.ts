import { isDeepStrictEqual } from "node:util";
import * as z from "zod";
import { auditKey } from "#data/audit-key.ts";
import { availability } from "#data/availability.ts";
import { branding } from "#data/branding.ts";
import { category } from "#data/category.ts";
import { credential } from "#data/credential.ts";
import { erasure } from "#data/erasure.ts";
import { event, StoredEvent } from "#data/event.ts";
import { eventAnalytics, eventAnalyticsMonth } from "#data/event-analytics.ts";
import { eventCategory } from "#data/event-category.ts";
import { featuredEvent } from "#data/featured-event.ts";
import { idempotency } from "#data/idempotency.ts";
import { invitation } from "#data/invitation.ts";
import { media } from "#data/media.ts";
import { membership } from "#data/membership.ts";
import { notification } from "#data/notification.ts";
import { order } from "#data/order.ts";
import { organizer } from "#data/organizer.ts";
import { payment } from "#data/payment.ts";
import { personLimit } from "#data/person-limit.ts";
import { progress } from "#data/progress.ts";
import { scan } from "#data/scan.ts";
import { session } from "#data/session.ts";
import { stock } from "#data/stock.ts";
import { readable } from "#data/stored-form.ts";
import { throttle } from "#data/throttle.ts";
import { ticket } from "#data/ticket.ts";
import { ticketType } from "#data/ticket-type.ts";
import { user } from "#data/user.ts";
import { userAnalytics } from "#data/user-analytics.ts";
import { walk } from "#data/walk.ts";
import { Availability } from "#domain/availability.ts";
import { Branding } from "#domain/branding.ts";
import { Category, CategoryCard } from "#domain/category.ts";
import { Scan } from "#domain/check-in.ts";
import { Erasure } from "#domain/erasure.ts";
import { EventAnalytics, EventAnalyticsMonth } from "#domain/event-analytics.ts";
import { Invitation } from "#domain/invitation.ts";
import { EventCategory, FeaturedEvent } from "#domain/listing.ts";
import { Media } from "#domain/media.ts";
import { Notification } from "#domain/notification.ts";
import { Order } from "#domain/order.ts";
import { Membership, Organizer } from "#domain/organizer.ts";
import { Payment } from "#domain/payment.ts";
import { PersonLimit } from "#domain/person-limit.ts";
import { Progress } from "#domain/progress.ts";
import { ClaimedKey } from "#domain/repeat.ts";
import { Stock } from "#domain/stock.ts";
import { Ticket } from "#domain/ticket.ts";
import { TicketType } from "#domain/ticket-type.ts";
import { AuditKey, Credential, Session, User } from "#domain/user.ts";
import { UserAnalytics } from "#domain/user-analytics.ts";
import { Walk } from "#domain/walk.ts";
import { broken, type Finding, type Key } from "./violation.ts";

/** UTC with milliseconds, as every time is stored: order as text is order in time. */
const moment = z.string().regex(/^[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, { message: "UTC with milliseconds" });

const trail = {
  createdAt: moment,
  updatedAt: moment,
  changedBy: z.string().min(1),
  version: z.int().min(1),
  fact: z.strictObject({ id: z.uuid(), type: z.string() }).optional(),
  purgeAt: z.int().min(0).optional(),
  requestHash: z.string().optional(),
  removedBy: z.string().min(1).optional(),
  archivedAt: moment.optional(),
};

/**
 * As much of an ElectroDB entity as says how an item is stored: it writes nothing here. Each entity takes items of its
 * own; as these are methods, TypeScript lets them be given any.
 */
type Writer = {
  put(item: object): { params<P>(): P };
  get(key: object): { params<P>(): P };
  readonly schema: { readonly indexes: Readonly<Record<string, WrittenIndex>> };
};
type WrittenIndex = { readonly index?: string; readonly pk: Half; readonly sk?: Half };
type Half = { readonly composite: readonly string[] };

const kind = <S extends z.ZodRawShape>(entity: Writer, schema: z.ZodObject<S>) => ({
  entity,
  schema: z.strictObject({ ...schema.shape, ...trail }),
});

/** Every entity, and what its items must be like. */
const kinds = {
  user: kind(user, User),
  erasure: kind(erasure, Erasure),
  credential: kind(credential, Credential),
  auditKey: kind(auditKey, AuditKey),
  session: kind(session, Session),
  organizer: kind(organizer, Organizer),
  membership: kind(membership, Membership),
  event: kind(event, StoredEvent),
  category: kind(category, Category.extend({ card: CategoryCard })),
  eventCategory: kind(eventCategory, EventCategory),
  featured: kind(featuredEvent, FeaturedEvent),
  invitation: kind(invitation, Invitation),
  branding: kind(branding, Branding),
  media: kind(media, Media),
  ticketType: kind(ticketType, TicketType),
  availability: kind(availability, Availability),
  stock: kind(stock, Stock),
  order: kind(order, Order.extend({ holdBucket: z.int() })),
  payment: kind(payment, Payment),
  ticket: kind(ticket, Ticket),
  limit: kind(personLimit, PersonLimit),
  scan: kind(scan, Scan),
  notification: kind(notification, Notification),
  eventAnalytics: kind(eventAnalytics, EventAnalytics),
  eventAnalyticsMonth: kind(eventAnalyticsMonth, EventAnalyticsMonth),
  userAnalytics: kind(userAnalytics, UserAnalytics),
  progress: kind(progress, Progress),
  idempotency: kind(idempotency, ClaimedKey),
  walk: kind(walk, Walk),
  throttle: kind(
    throttle,
    z.object({
      what: z.string(),
      who: z.string(),
      tries: z.int().min(0),
      resetsAt: moment,
      retryAt: moment.optional(),
    }),
  ),
};
export type Kind = keyof typeof kinds;
export type Stored<K extends Kind = Kind> = z.output<(typeof kinds)[K]["schema"]>;

/** Under this an item says what is wrong about the table it is in: who reads it knows, its attributes do not. */
export const misplaced = Symbol("misplaced");

/** An item as the table has it. */
export type Raw = Readonly<Record<string, unknown>> & Key & { readonly [misplaced]?: string };

/** An item read by its schema; without `item` if it cannot be. `findings`: what is wrong with how it is stored. */
export type Reading = {
  readonly kind: Kind | undefined;
  readonly item: Stored | undefined;
  readonly findings: readonly Finding[];
};

export const isKind = (name: unknown): name is Kind => typeof name === "string" && Object.hasOwn(kinds, name);
const isKeyPart = (name: string) => /^(pk|sk|gsi\d[ps]k|__edb_[ev]__)$/.test(name);

/** The key an item with these ids has. */
export const keyOf = <K extends Kind>(kind: K, ids: Partial<Stored<K>>): Key =>
  kinds[kind].entity.get(ids).params<{ Key: Key }>().Key;

/** The attributes an item's key is made of, in its order. */
export function idsOf(kind: Kind): string[] {
  const { pk, sk } = Object.values(kinds[kind].entity.schema.indexes).find(({ index }) => index === undefined) ?? {};
  return [...(pk?.composite ?? []), ...(sk?.composite ?? [])];
}

/** A part of a key, out of a text: a number where the entity has one. Throws if it is none. */
export function idFrom(kind: Kind, name: string, text: string): unknown {
  const schema: z.ZodType | undefined = new Map<string, z.ZodType>(Object.entries(kinds[kind].schema.shape)).get(name);
  const found = [text, Number(text)].find((value) => schema?.safeParse(value).success);
  if (found !== undefined) return found;
  throw new Error(`${text} is no ${name}`);
}

/** What an entity's items must be like. */
export const schemaOf = (kind: Kind): z.ZodObject => kinds[kind].schema;

export const kindNames = () => Object.keys(kinds).filter(isKind);

/**
 * Reads an item by its entity: its attributes must fit the schema, be stored as the schema writes them, and make exactly
 * the keys it has, those of the sparse indexes included.
 */
export function readItem(raw: Raw): Reading {
  const name = raw.__edb_e__;
  if (!isKind(name)) {
    const what = name === undefined ? "belongs to no entity" : `belongs to an entity nobody knows: ${String(name)}`;
    return { kind: undefined, item: undefined, findings: [broken("shape", what)] };
  }
  const { entity, schema } = kinds[name];
  const attributes = Object.fromEntries(Object.entries(readable(raw)).filter(([name]) => !isKeyPart(name)));
  const { success, data, error } = schema.safeParse(attributes);
  if (!success) {
    const [issue] = error.issues;
    const what = `does not fit its schema: ${issue?.path.join(".") || "it"}: ${issue?.message}`;
    return { kind: name, item: undefined, findings: [broken("shape", what)] };
  }
  const elsewhere = raw[misplaced] === undefined ? [] : [broken("archive", raw[misplaced])];
  return { kind: name, item: data, findings: [...elsewhere, ...misstored(entity, raw, attributes, data)] };
}

/** How an item is stored otherwise than its entity would store it. */
function misstored(entity: Writer, raw: Raw, attributes: object, item: Stored): Finding[] {
  const unclean = differences(attributes, item);
  if (unclean.length > 0) return [broken("shape", `is not stored as its schema writes it: ${unclean.join(", ")}`)];
  const Item = asWritten(entity, item);
  if (!Item) return [broken("shape", "cannot be written by its entity: its parts do not go together")];
  return differences(raw, Item).map((attribute) =>
    broken("shape", `has ${said(raw[attribute])} as ${attribute}, its attributes make it ${said(Item[attribute])}`),
  );
}

/** The item its entity would write; nothing if it refuses to, as an order whose draws are for none of its lines. */
function asWritten(entity: Writer, item: Stored): Raw | undefined {
  try {
    return entity.put(item).params<{ Item: Raw }>().Item;
  } catch {
    return undefined;
  }
}

/** The names under which two items differ. */
export const differences = (one: object, other: object): string[] => {
  const [a, b]: Record<string, unknown>[] = [{ ...one }, { ...other }];
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].filter(
    (name) => !isDeepStrictEqual(a?.[name], b?.[name]),
  );
};

const said = (value: unknown) => (value === undefined ? "nothing" : JSON.stringify(value));
