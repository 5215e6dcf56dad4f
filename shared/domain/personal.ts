/**
 * How the audit log treats what an entity holds. `personal`: attributes that say who a person is, what they are like or
 * what was said to them (`card.title` is one within another); they are sealed under the key of the person whom the
 * attribute `of` names. `secret`: nobody's business, not even the log's; that it changed, when and by whom is enough,
 * and with a key that is `hidden` not even which item it was.
 */
export type Treatment =
  | { readonly personal: readonly string[]; readonly of?: string }
  | { readonly secret: "item" | "hidden" };

const open: Treatment = { personal: [] };

/** Every entity: who adds one decides here. Ids are no names: without the person's own item they say nothing. */
const treatments: Readonly<Record<string, Treatment>> = {
  auditKey: { secret: "item" },
  availability: open,
  branding: open,
  category: open,
  // Its key is the address.
  credential: { secret: "hidden" },
  erasure: open,
  event: open,
  eventAnalytics: open,
  eventAnalyticsMonth: open,
  eventCategory: open,
  featured: open,
  // Its key holds a text that a client chose.
  idempotency: { secret: "hidden" },
  // Its id stands for the address of somebody who may not have an account, and no key.
  invitation: { secret: "hidden" },
  media: { personal: ["originalName", "altText", "card.originalName", "card.altText"], of: "userId" },
  limit: open,
  membership: open,
  notification: { personal: ["card.title", "card.message"], of: "userId" },
  order: open,
  // The hash is of a form that has the address in it: who guesses the rest could try addresses.
  organizer: {
    // Many are one person, and named as they are.
    personal: ["organizationName", "description", "website", "contactEmail", "contactPhone", "requestHash"],
    of: "userId",
  },
  payment: open,
  progress: open,
  // The gate is what an organizer calls a door, of all who come through it.
  scan: open,
  session: { secret: "item" },
  stock: open,
  // Its key tells a network, or stands for an address.
  throttle: { secret: "hidden" },
  ticket: open,
  ticketType: open,
  user: {
    personal: [
      ...["email", "pendingEmail", "formerEmail", "firstName", "lastName", "phone"],
      ...["locale", "preferences"],
    ],
    of: "userId",
  },
  walk: open,
  // What they like and when they were here is theirs; what they bought, their orders tell, which we have to keep.
  userAnalytics: { personal: ["preferences", "lastActivity"], of: "userId" },
};

export const treatedEntities = Object.keys(treatments);

/** What nobody has decided about is hidden. */
export const treatmentOf = (entity: string): Treatment =>
  (Object.hasOwn(treatments, entity) ? treatments[entity] : undefined) ?? { secret: "hidden" };
