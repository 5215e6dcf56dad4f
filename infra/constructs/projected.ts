import { storedNames } from "#data/stored-form.ts";

/**
 * What lists show beside what is in the keys, by stored names, and the attributes without which ElectroDB's queries
 * silently find nothing. Of what is sold, nothing here but the status ever changes: other writes touch no index.
 */
export const projected = [
  ...new Set([
    ...["card", "status", "__edb_e__", "__edb_v__"],
    ...storedNames("order", "eventId", "total", "eventTitle", "startDate", "tickets", "currency"),
    ...storedNames("ticket", "eventId", "eventTitle", "startDate", "ticketNumber", "ticketTypeName"),
    ...storedNames("payment", "orderId", "amount", "currency"),
  ]),
];
