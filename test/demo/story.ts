import { randomUUID } from "node:crypto";
import { formatMoney } from "#domain/money.ts";
import { hours, shifted } from "#domain/time.ts";
import { checkInTicket } from "#functions/check-ins/check-in-ticket.ts";
import { createEvent } from "#functions/events/create-event.ts";
import { getEvent } from "#functions/events/get-event.ts";
import { listUpcomingEvents } from "#functions/events/list-upcoming-events.ts";
import { publishEvent } from "#functions/events/publish-event.ts";
import { listMyNotifications } from "#functions/notifications/list-my-notifications.ts";
import { placeOrder } from "#functions/orders/place-order.ts";
import { quoteOrder } from "#functions/orders/quote-order.ts";
import { createOrganizer } from "#functions/organizers/create-organizer.ts";
import { health } from "#functions/site/health.ts";
import { createTicketType } from "#functions/ticket-types/create-ticket-type.ts";
import { getTicketQr } from "#functions/tickets/get-ticket-qr.ts";
import { listMyTickets } from "#functions/tickets/list-my-tickets.ts";
import type { Person, Stage } from "#test/demo/stage.ts";
import { must, type Steps, until } from "#test/demo/steps.ts";

/** A published event that starts in two hours, so that its door is open, with so many places at this price. */
export async function publishedEvent(
  stage: Stage,
  organizer: Person,
  organizerId: string,
  title: string,
  places: number,
) {
  const { token } = organizer;
  const { body: time } = await stage.call(health, {});
  const startDate = shifted(time.now, hours(2));
  const form = {
    organizerId,
    title,
    description: "Made by npm run demo.",
    location: "Cairo, Egypt",
    latitude: 30.0444,
    longitude: 31.2357,
    timezone: "Africa/Cairo",
    currency: "EUR" as const,
    startDate,
    endDate: shifted(startDate, hours(3)),
    maxCapacity: places,
  };
  const { eventId } = (await stage.call(createEvent, form, { token })).body;
  const type = { eventId, name: "General admission", price: 2500, quantityAvailable: places };
  const { ticketTypeId } = (await stage.call(createTicketType, type, { token })).body;
  const { body } = await stage.call(publishEvent, { eventId }, { token });
  must(body.status === "published", `The event is ${body.status}`);
  return { eventId, ticketTypeId, startDate };
}

/** From sign-up to the door. Answers who runs what, for what comes after. */
export async function story(stage: Stage, { step }: Pick<Steps, "step">) {
  const [organizer, buyer] = await step("An organizer and a buyer sign up and verify their addresses", async () => {
    const [organizer, buyer] = await stage.signUp(["organizer", "buyer"]);
    if (!organizer || !buyer) throw new Error("Two people were to sign up");
    return [organizer, buyer] as const;
  });
  const { token } = buyer;
  const { organizerId } = await step("The organizer opens their profile", async () => {
    const profile = { organizationName: "Demo Nights", contactEmail: organizer.email };
    return (await stage.call(createOrganizer, profile, { token: organizer.token })).body;
  });
  const event = await step("publishes an event with 100 tickets at 25.00 EUR", () =>
    publishedEvent(stage, organizer, organizerId, "Demo: a night in Cairo", 100),
  );
  await step("A stranger finds it among the upcoming events", async () => {
    const to = shifted(event.startDate, 1);
    const { body } = await stage.call(listUpcomingEvents, { from: event.startDate, to, limit: 100 });
    must(
      body.items.some(({ eventId }) => eventId === event.eventId),
      "It is not among them",
    );
  });
  const checkout = { eventId: event.eventId, lines: [{ ticketTypeId: event.ticketTypeId, quantity: 2 }] };
  await step(
    "The buyer asks what two tickets cost",
    async () => (await stage.call(quoteOrder, checkout)).body,
    ({ total, fee, currency }) => `${formatMoney(total, currency)}, ${formatMoney(fee, currency)} of it fee`,
  );
  const order = await step(
    "holds them for 15 minutes",
    async () => (await stage.call(placeOrder, checkout, { token, idempotencyKey: randomUUID() })).body,
    ({ orderId, status }) => `order ${orderId} is ${status}`,
  );
  const { payment } = order;
  if (!payment) throw new Error("The order came without a payment");
  await step("is declined with one card", async () => {
    const declined = await stage.pay(payment, "pm_card_chargeDeclined").catch((error: { code?: string }) => error.code);
    must(declined === "card_declined", `The payment is ${declined}`);
  });
  await step("pays with another", async () => {
    const status = await stage.pay(payment);
    must(status === "succeeded", `The payment is ${status}`);
  });
  await step("has the order confirmed by Stripe's webhook", () => stage.confirmed(order.orderId, token));
  const tickets = await step(
    "and two tickets",
    async () => (await stage.call(listMyTickets, {}, { token })).body.items,
    (items) => items.map(({ ticketNumber }) => ticketNumber).join(", "),
  );
  must(tickets.length === 2, `There are ${tickets.length} tickets`);
  const [ticketId] = tickets.map((ticket) => ticket.ticketId);
  if (!ticketId) throw new Error("There is no ticket");
  await step("The confirmation is in the inbox, QR codes included", async () => {
    const mail = await stage.mailTo(buyer.email, /you are going to/i);
    must(mail.attachments.length >= 2, `The mail has ${mail.attachments.length} attachments`);
  });
  await step("and in the app", () =>
    until("The notification", async () => {
      const { body } = await stage.call(listMyNotifications, { unread: "true" }, { token });
      return body.items[0];
    }),
  );
  const code = await step("The buyer opens a ticket's QR code", async () => {
    const png = await stage.call(getTicketQr, { ticketId, format: "png" }, { token });
    must(png.type === "image/png" && png.bytes.length > 100, "There is no picture");
    return (await stage.call(getTicketQr, { ticketId, format: "text" }, { token })).text.trim();
  });
  const scan = async (gate: string) => {
    const asked = { eventId: event.eventId, code, nonce: randomUUID(), gate };
    return (await stage.call(checkInTicket, asked, { token: organizer.token })).body;
  };
  await step("The door lets them in", async () => {
    const { admitted, reason } = await scan("North gate");
    must(admitted, `The door said ${reason}`);
  });
  await step(
    "and nobody else with the same ticket",
    async () => {
      const refused = await scan("South gate");
      must(!refused.admitted && refused.reason === "already_used", `The door said ${refused.reason}`);
      return refused;
    },
    ({ reason, usedAt, gate }) => `${reason}: ${usedAt} at ${gate}`,
  );
  const final = await step(
    "The event's page counts both tickets",
    () =>
      until("The count", async () => {
        const { body } = await stage.call(getEvent, { eventId: event.eventId });
        return body.currentCapacity === 2 ? body : undefined;
      }),
    ({ currentCapacity, maxCapacity }) => `${currentCapacity} of ${maxCapacity}`,
  );
  must(final.status === "published", "The event is not on sale any more");
  return { organizer, organizerId, buyer, event, order };
}
