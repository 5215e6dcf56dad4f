import type { Proofs } from "#test/seed/proof.ts";
import { events } from "#test/seed/proofs/events.ts";
import { notifications } from "#test/seed/proofs/notifications.ts";
import { organizers } from "#test/seed/proofs/organizers.ts";
import { payments } from "#test/seed/proofs/payments.ts";
import { ticketTypes } from "#test/seed/proofs/ticket-types.ts";
import { tickets } from "#test/seed/proofs/tickets.ts";
import { users } from "#test/seed/proofs/users.ts";

/** Every proof, by the file in `proofs/` it stands in. */
export const areas: Readonly<Record<string, Proofs>> = {
  users,
  organizers,
  events,
  tickets,
  "ticket-types": ticketTypes,
  payments,
  notifications,
};

/** The proof of a line by its key. */
export const proofOf = (key: string) => Object.values(areas).find((proofs) => key in proofs)?.[key];
