import { randomUUID } from "node:crypto";
import { getEvent } from "#functions/events/get-event.ts";
import { placeOrder } from "#functions/orders/place-order.ts";
import { listMyTickets } from "#functions/tickets/list-my-tickets.ts";
import type { Person, Stage } from "#test/demo/stage.ts";
import { atATime, must, type Steps, until } from "#test/demo/steps.ts";
import { publishedEvent } from "#test/demo/story.ts";

const buyers = 200;
const places = 50;

/** Two hundred buyers at the same moment for fifty tickets: exactly fifty are sold, and everybody is answered. */
export async function race(
  stage: Stage,
  { step }: Pick<Steps, "step">,
  { organizer, organizerId }: { readonly organizer: Person; readonly organizerId: string },
): Promise<string> {
  const event = await step(`An event with ${places} tickets goes on sale`, () =>
    publishedEvent(stage, organizer, organizerId, "Demo: the last tickets", places),
  );
  const names = Array.from({ length: buyers }, (_, number) => `racer${number}`);
  const people = await step(`${buyers} buyers sign up`, () => stage.signUp(names));
  const checkout = { eventId: event.eventId, lines: [{ ticketTypeId: event.ticketTypeId, quantity: 1 }] };
  const answers = await step(
    "and all want a ticket at once",
    () =>
      Promise.all(
        people.map(async (person) => {
          const answer = await stage.call(placeOrder, checkout, { token: person.token, idempotencyKey: randomUUID() });
          return { person, answer };
        }),
      ),
    (all) => {
      const count = (status: number) => all.filter(({ answer }) => answer.status === status).length;
      return `${count(201)} hold one, ${count(409)} are told it is sold out`;
    },
  );
  const winners = answers.filter(({ answer }) => answer.status === 201);
  const told = answers.filter(({ answer }) => answer.problem?.code === "sold_out");
  must(winners.length + told.length === buyers, "Somebody was answered neither way");
  must(winners.length === places, `${winners.length} of ${places} tickets were held`);
  await step("The fifty pay", () =>
    atATime(8, winners, async ({ person, answer }) => {
      const { payment, orderId } = answer.body;
      if (!payment) throw new Error(`Order ${orderId} came without a payment`);
      await stage.pay(payment);
      await stage.confirmed(orderId, person.token);
    }),
  );
  const sold = await step("and have a ticket each", async () => {
    const each = await atATime(
      8,
      people,
      async ({ token }) => (await stage.call(listMyTickets, {}, { token })).body.items,
    );
    return each.flat().length;
  });
  must(sold === places, `${sold} tickets were issued for ${places} places`);
  await step("The event's page agrees", () =>
    until("The count", async () => {
      const { body } = await stage.call(getEvent, { eventId: event.eventId });
      return body.currentCapacity === places ? body : undefined;
    }),
  );
  return `${buyers} buyers, ${places} tickets: ${sold} sold, ${Math.max(0, sold - places)} oversold, all answered`;
}
