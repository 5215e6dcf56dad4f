import { PutCommand, type PutCommandInput } from "@aws-sdk/lib-dynamodb";
import { expect } from "vitest";
import { credential } from "#data/credential.ts";
import { payment } from "#data/payment.ts";
import { ticket } from "#data/ticket.ts";
import { derivedId } from "#domain/ids.ts";
import { Payment } from "#domain/payment.ts";
import { Ticket } from "#domain/ticket.ts";
import { created } from "#domain/trail.ts";
import { login } from "#functions/auth/login.ts";
import { register } from "#functions/auth/register.ts";
import { placeOrder } from "#functions/orders/place-order.ts";
import { getPayment } from "#functions/payments/get-payment.ts";
import { receiveStripeEvent } from "#functions/payments/receive-stripe-event.ts";
import { getTicket } from "#functions/tickets/get-ticket.ts";
import { getMe } from "#functions/users/get-me.ts";
import type { Proofs } from "#test/seed/proof.ts";
import { api } from "#test/support/api.ts";
import { mailsTo } from "#test/support/inbox.ts";
import { table } from "#test/support/operator.ts";
import { isDone, isRefused } from "#test/support/then.ts";
import { everythingSettles, now } from "#test/support/when.ts";

/** The table itself refuses a second one: its key is what must be unique. */
async function isRefusedByKey(create: { params<P>(): P }): Promise<void> {
  const { client, TableName } = await table();
  const put = new PutCommand({ ...create.params<PutCommandInput>(), TableName });
  await expect(client.send(put)).rejects.toMatchObject({ name: "ConditionalCheckFailedException" });
}

const trail = async () => created({ now: await now(), by: "operator" });

export const uniqueness: Proofs = {
  "constraint User email addresses": {
    code: [
      "shared/data/credential.ts#credential",
      "shared/data/open-account.ts",
      "shared/domain/text.ts#normalizeEmail",
    ],
    operations: [register, login],
    differently: "Whatever its case: the normalized address is the credential's key.",
    also: ["test/functions/auth/register.test.ts"],
    async holds(world) {
      const { email, password, userId } = await world.buyer();
      const again = { email: email.toUpperCase(), password: `${password} 2`, firstName: "Ana", lastName: "Okafor" };
      isDone(await api.call(register, again), 202);
      await everythingSettles();
      expect((await mailsTo(email)).at(-1)?.subject).toBe("You already have an account");
      isRefused(await api.call(login, { email, password: again.password }), "wrong_credentials");
      const { accessToken } = isDone(await api.call(login, { email: again.email, password }));
      expect(isDone(await api.call(getMe, {}, { token: accessToken }))).toMatchObject({ userId });
      await isRefusedByKey(credential.create({ email, userId, passwordHash: "-", ...(await trail()) }));
    },
  },

  "constraint Ticket numbers": {
    code: ["shared/domain/ticket.ts#ticketNumber", "shared/domain/ids.ts#derivedId", "shared/data/confirm-order.ts"],
    operations: [receiveStripeEvent, getTicket],
    differently: "The number makes the id, which is the key.",
    async holds(world) {
      const { tickets, buyer } = await world.sale();
      const as = await world.as(buyer);
      for (const { ticketId } of tickets) {
        const shown = isDone(await api.call(getTicket, { ticketId }, as));
        expect(derivedId("ticket", shown.ticketNumber)).toBe(ticketId);
        const twin = Ticket.parse({ ...shown, shard: 0, stockShard: 0, admission: undefined });
        await isRefusedByKey(ticket.create({ ...twin, ...(await trail()) }));
      }
    },
  },

  "constraint Payment intent IDs": {
    code: ["shared/domain/payment.ts#paymentIdOf", "shared/data/record-payment.ts"],
    operations: [placeOrder, receiveStripeEvent, getPayment],
    differently: "The intent makes the payment's id, which is the key.",
    also: ["test/functions/payments/stripe-events.test.ts"],
    async holds(world) {
      const { order, buyer } = await world.sale();
      const as = await world.as(buyer);
      const shown = isDone(await api.call(getPayment, { paymentId: order.paymentId ?? "" }, as));
      expect(derivedId("payment", shown.paymentIntentId ?? "")).toBe(shown.paymentId);
      const twin = Payment.parse({ ...shown, userId: buyer.userId });
      await isRefusedByKey(payment.create({ ...twin, ...(await trail()) }));
    },
  },
};
