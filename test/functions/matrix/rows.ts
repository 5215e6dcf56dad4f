import { operations } from "#functions/operations.ts";
import type { Operation } from "#platform/operation.ts";
import type { Row, Rows } from "#test/functions/matrix/row.ts";
import { analytics } from "#test/functions/matrix/rows/analytics.ts";
import { auth } from "#test/functions/matrix/rows/auth.ts";
import { branding } from "#test/functions/matrix/rows/branding.ts";
import { categories } from "#test/functions/matrix/rows/categories.ts";
import { checkIns } from "#test/functions/matrix/rows/check-ins.ts";
import { events } from "#test/functions/matrix/rows/events.ts";
import { media } from "#test/functions/matrix/rows/media.ts";
import { members } from "#test/functions/matrix/rows/members.ts";
import { notifications } from "#test/functions/matrix/rows/notifications.ts";
import { orders } from "#test/functions/matrix/rows/orders.ts";
import { organizers } from "#test/functions/matrix/rows/organizers.ts";
import { payments } from "#test/functions/matrix/rows/payments.ts";
import { sales } from "#test/functions/matrix/rows/sales.ts";
import { sessions } from "#test/functions/matrix/rows/sessions.ts";
import { site } from "#test/functions/matrix/rows/site.ts";
import { ticketTypes } from "#test/functions/matrix/rows/ticket-types.ts";
import { tickets } from "#test/functions/matrix/rows/tickets.ts";
import { users } from "#test/functions/matrix/rows/users.ts";

/**
 * Who may do what: one row for each operation, or one for each state its thing can be in (a draft is hidden, a show is
 * not). A new operation needs one here, in its folder's file; without it nothing compiles. A row says how to ask rightly,
 * who may, and what the others get; whatever the definition says already (an account, a role) needs no word:
 *
 * ```ts
 * "events/rename-event": {
 *   ask: async (world) => ({ input: { eventId: (await freshDraft(world)).eventId, title: "Lanterns" } }),
 *   may: managing,
 * },
 * ```
 */
const rows: Rows = {
  ...analytics,
  ...auth,
  ...branding,
  ...categories,
  ...checkIns,
  ...events,
  ...media,
  ...members,
  ...notifications,
  ...orders,
  ...organizers,
  ...payments,
  ...sales,
  ...sessions,
  ...site,
  ...ticketTypes,
  ...tickets,
  ...users,
};

export type Cell = { readonly op: Operation; readonly row: Row; readonly name: string };

/** Every row with its operation. Throws for an operation without one, however it got into the table. */
export const cells: readonly Cell[] = operations.flatMap((op) => {
  const given = (rows as Readonly<Record<string, Row | readonly Row[] | undefined>>)[op.id];
  const own = given === undefined ? [] : [given].flat();
  if (own.length === 0) throw new Error(`${op.id} has no row in the authorization matrix`);
  return own.map((row) => ({ op, row, name: row.of ? `${op.id} of ${row.of}` : op.id }));
});
