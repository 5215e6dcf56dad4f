import { event as events } from "#data/event.ts";
import { keepScan, keptScan } from "#data/keep-scan.ts";
import { loadTicket } from "#data/load-ticket.ts";
import { admitted, scanOf } from "#domain/check-in.ts";
import { logScan } from "#events/check-ins/log-scan.ts";
import { react } from "#platform/consume.ts";

/** A read is a fifth of a write's price, and nearly always finds the scan. */
export const handler = react(logScan, async ({ data }, { change }) => {
  const { eventId, ticketId, admission } = data;
  if (await keptScan(eventId, admission.nonce)) return;
  const [event, ticket] = await Promise.all([events.get({ eventId }).go(), loadTicket(ticketId)]);
  if (!event.data || !ticket) throw new Error(`No event ${eventId} or no ticket ${ticketId}`);
  await keepScan(scanOf(event.data, admission, admitted(ticket, admission.at, admission.gate)), change());
});
