import type { Event } from "#domain/event.ts";
import { formatMoney } from "#domain/money.ts";
import type { Order } from "#domain/order.ts";
import type { Ticket } from "#domain/ticket.ts";
import { formatMoment } from "#domain/time-text.ts";
import type { User } from "#domain/user.ts";
import { confirmedWording } from "#domain/wording.ts";
import { letter } from "#platform/letter.ts";
import type { Mail, MailFile } from "#platform/mail.ts";

type Show = Pick<Event, "title" | "startDate" | "timezone" | "location" | "venueName">;
/** A ticket and its QR code as PNG. */
type Printed = { readonly ticket: Ticket; readonly png: Uint8Array };

/** What a buyer gets when an order is confirmed: the order, and each ticket with the code that opens the door. */
export function confirmationMail(
  { email, firstName }: Pick<User, "email" | "firstName">,
  order: Order,
  show: Show,
  tickets: readonly Printed[],
): Mail {
  const where = [show.venueName, show.location].filter((part) => part !== undefined).join(", ");
  const { title } = confirmedWording(order);
  const greeting = [`Hello ${firstName},`, `${title}.`];
  const about = [show.title, formatMoment(show.startDate, show.timezone), where].join("\n");
  const parts = tickets.flatMap(({ ticket }, place) => [
    `Ticket ${place + 1} of ${tickets.length}: ${ticket.ticketTypeName}\n${ticket.ticketNumber}`,
    { picture: pictureOf(ticket), says: `QR code of ticket ${ticket.ticketNumber}` },
  ]);
  const advice =
    "Show the code at the door, on paper or on your telephone. It lets one person in, once: do not share it.";
  return {
    to: email,
    subject: title,
    ...letter([...greeting, about, bill(order), ...parts, advice]),
    files: tickets.map(({ ticket, png }) => fileOf(ticket, png)),
  };
}

function bill(order: Order): string {
  const money = (minor: number) => formatMoney(minor, order.currency);
  const lines = order.lines.map(
    ({ name, quantity, unitPrice }) => `${quantity} × ${name}: ${money(quantity * unitPrice)}`,
  );
  const sums = [
    ...(order.discount > 0 ? [`Discount: −${money(order.discount)}`] : []),
    ...(order.fee > 0 ? [`Fee: ${money(order.fee)}`] : []),
    `Total: ${money(order.total)}`,
  ];
  return [`Order ${order.orderId}`, ...lines, ...sums].join("\n");
}

const pictureOf = (ticket: Ticket) => `${ticket.ticketNumber}@tickets`;

const fileOf = (ticket: Ticket, content: Uint8Array): MailFile => ({
  name: `${ticket.ticketNumber}.png`,
  type: "image/png",
  content,
  contentId: pictureOf(ticket),
});
