import { brandingSettings } from "#test/seed/proofs/branding-settings.ts";
import { eventAnalytics } from "#test/seed/proofs/event-analytics.ts";
import { eventCategories } from "#test/seed/proofs/event-categories.ts";
import { eventCategoryMapping } from "#test/seed/proofs/event-category-mapping.ts";
import { events } from "#test/seed/proofs/events.ts";
import { mediaFiles } from "#test/seed/proofs/media-files.ts";
import { notifications } from "#test/seed/proofs/notifications.ts";
import { organizers } from "#test/seed/proofs/organizers.ts";
import { payments } from "#test/seed/proofs/payments.ts";
import { ticketTypes } from "#test/seed/proofs/ticket-types.ts";
import { tickets } from "#test/seed/proofs/tickets.ts";
import { userAnalytics } from "#test/seed/proofs/user-analytics.ts";
import { users } from "#test/seed/proofs/users.ts";
import type { Kept } from "#test/seed/table-proofs.ts";

/** How each of the seed's tables is kept, by the file in `proofs/` that says so. */
export const tables: Readonly<Record<string, Kept>> = {
  users,
  organizers,
  events,
  "event-categories": eventCategories,
  "event-category-mapping": eventCategoryMapping,
  tickets,
  "ticket-types": ticketTypes,
  payments,
  "media-files": mediaFiles,
  "event-analytics": eventAnalytics,
  "user-analytics": userAnalytics,
  notifications,
  "branding-settings": brandingSettings,
};
