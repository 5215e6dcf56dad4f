import type { GetCommandInput } from "@aws-sdk/lib-dynamodb";
import { ticket as tickets } from "#data/ticket.ts";
import { hours } from "#domain/time.ts";
import { checkInTicket } from "#functions/check-ins/check-in-ticket.ts";
import { getTicketQr } from "#functions/tickets/get-ticket-qr.ts";
import { listMyTickets } from "#functions/tickets/list-my-tickets.ts";
import { api } from "#test/support/api.ts";
import { joins, stored } from "#test/support/operator.ts";
import { freshKey, type Person, verifiedUsers } from "#test/support/people.ts";
import { aHold } from "#test/support/purchases.ts";
import { aPublishedEvent, type Wished } from "#test/support/shows.ts";
import { isDone } from "#test/support/then.ts";
import { fromNow } from "#test/support/when.ts";

/** The text in a ticket's QR code. */
export async function codeOf(ticketId: string, holder: Person): Promise<string> {
  const answer = await api.call(getTicketQr, { ticketId, format: "text" }, { token: holder.token });
  isDone(answer, 200);
  return answer.text;
}

/** A show whose doors are open, its tickets in a buyer's hands, and somebody who may do nothing but scan. */
export async function anOpenDoor({ quantity = 1, ...wished }: Wished & { quantity?: number } = {}) {
  const [buyer, staff] = (await verifiedUsers(2)) as [Person, Person];
  const startDate = await fromNow(hours(2));
  const show = await aPublishedEvent({ startDate, types: [{ price: 0 }], ...wished });
  const scanner = await joins(staff, show.organizerId, "check_in");
  // A free order is confirmed at once: nothing has to settle first.
  await aHold({ show, buyer, quantity });
  const { items } = isDone(await api.call(listMyTickets, {}, { token: buyer.token }));
  const held = await Promise.all(
    items.map(async ({ ticketId, ticketNumber }) => ({
      ticketId,
      ticketNumber,
      code: await codeOf(ticketId, buyer),
    })),
  );
  const [ticket] = held;
  if (!ticket) throw new Error("The buyer holds no ticket");
  return { show, eventId: show.eventId, buyer, scanner, tickets: held, ...ticket };
}

type Scanned = { readonly nonce?: string; readonly gate?: string };

/** One scan, with a nonce of its own unless given. */
export const scans = (by: Person, eventId: string, code: string, { nonce = freshKey(), gate }: Scanned = {}) =>
  api.call(checkInTicket, { eventId, code, nonce, ...(gate && { gate }) }, { token: by.token });

/** A ticket as it is stored; what no operation changes yet, tests change by the operator's hand. */
export const storedTicket = (ticketId: string) => stored(tickets.get({ ticketId }).params<GetCommandInput>());
