import type { Ticket } from "#domain/ticket.ts";
import { ed25519FromSeed, readTicketPass, signTicketPass, TicketPass } from "#domain/ticket-token.ts";
import { keyFor } from "#platform/keys.ts";

/** Each event has a key pair of its own: its public half lets a door check that event's tickets, and no others. */
const ticketKeys = async (eventId: string) => ed25519FromSeed(await keyFor(`ticket/${eventId}`));

/** The text in a ticket's QR code. */
export async function ticketCode(ticket: Pick<Ticket, keyof TicketPass>): Promise<string> {
  const { privateKey } = await ticketKeys(ticket.eventId);
  return signTicketPass(TicketPass.parse(ticket), privateKey);
}

/** What a scanned text says, if the event it names signed it; nothing otherwise. */
export async function signedPass(code: string): Promise<TicketPass | undefined> {
  const read = readTicketPass(code);
  if (!read) return undefined;
  const { publicKey } = await ticketKeys(read.pass.eventId);
  return read.isSigned(publicKey) ? read.pass : undefined;
}
