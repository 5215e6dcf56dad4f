import { expect } from "vitest";
import * as z from "zod";
import { orderIdOf } from "#domain/order.ts";
import { createEvent } from "#functions/events/create-event.ts";
import { getEvent } from "#functions/events/get-event.ts";
import { listMyNotifications } from "#functions/notifications/list-my-notifications.ts";
import { operations } from "#functions/operations.ts";
import { getOrder } from "#functions/orders/get-order.ts";
import { placeOrder } from "#functions/orders/place-order.ts";
import { getPayment } from "#functions/payments/get-payment.ts";
import { getTicket } from "#functions/tickets/get-ticket.ts";
import { openapi } from "#platform/openapi.ts";
import { asked } from "#test/seed/metered.ts";
import { plantedPayments } from "#test/seed/planted.ts";
import type { Proofs } from "#test/seed/proof.ts";
import { columnsOf } from "#test/seed/read-seed.ts";
import { camelCase } from "#test/seed/table-proofs.ts";
import { tables } from "#test/seed/tables.ts";
import { api } from "#test/support/api.ts";
import { aCrowd } from "#test/support/operator.ts";
import { freshKey } from "#test/support/people.ts";
import { anEventForm } from "#test/support/shows.ts";
import { isDone, isRefused } from "#test/support/then.ts";

const kept = Object.values(tables);
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-([578])[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The id of a table's row as it is stored. */
const idOf = (table: (typeof kept)[number], item: Readonly<Record<string, unknown>>) =>
  String(item[table.columns.id?.as ?? table.id ?? "id"]);

/** The schemas of all columns of a type, with the name of each. */
const schemasOf = (type: "json" | "enum") =>
  kept.flatMap(({ table, schema }) =>
    columnsOf(table)
      .filter((line) => line.type === type)
      .map((line) => ({ name: `${table}.${line.column}`, schema: schema.shape[camelCase(line.column)] })),
  );

/** A schema without what makes it optional. */
function inner(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  return schema instanceof z.ZodOptional ? inner(schema.unwrap()) : schema;
}

/** What the seed does everywhere, looked at in every table. */
export const patterns: Proofs = {
  "pattern UUID Primary Keys: All tables use UUID primary keys for security and scalability": {
    code: ["shared/domain/ids.ts#id", "shared/platform/new-id.ts", "shared/domain/ids.ts#derivedId"],
    operations: kept.flatMap((table) => table.operations.slice(0, 1)),
    also: ["test/domain/catalogue.test.ts"],
    async holds(world) {
      for (const table of kept) expect(idOf(table, await table.stored(world)), table.table).toMatch(uuid);
    },
  },

  "pattern UUID Primary Keys: Enables distributed ID generation": {
    code: ["shared/platform/new-id.ts", "shared/domain/order.ts#orderIdOf"],
    operations: [createEvent, placeOrder],
    async holds(world) {
      const { owner, organizerId } = await world.team();
      const as = await world.as(owner);
      const form = { organizerId, ...(await anEventForm()) };
      const made = await Promise.all(Array.from({ length: 8 }, () => api.call(createEvent, form, as)));
      const ids = made.map((answer) => isDone(answer, 201).eventId);
      expect(new Set(ids).size).toBe(ids.length);
      for (const one of ids) expect(uuid.exec(one)?.[1]).toBe("7");
      // Whoever holds the key knows the id before asking: nothing hands out numbers.
      const { buyer, show } = await world.single();
      const [idempotencyKey, lines] = [freshKey(), [{ ticketTypeId: show.ticketTypeId, quantity: 1 }]];
      const options = { ...(await world.as(buyer)), idempotencyKey };
      const order = isDone(await api.call(placeOrder, { eventId: show.eventId, lines }, options));
      expect(order.orderId).toBe(orderIdOf(buyer.userId, idempotencyKey));
    },
  },

  "pattern UUID Primary Keys: Prevents enumeration attacks": {
    code: ["shared/platform/new-id.ts", "shared/domain/ids.ts#id"],
    operations: [getTicket, getOrder, getPayment],
    async holds(world) {
      const { buyer, order, tickets } = await world.sale();
      const [[stranger], mine] = [await aCrowd(1), await world.as(buyer)];
      const [orderId, paymentId] = [order.orderId, order.paymentId ?? ""];
      const ticketId = tickets[0]?.ticketId ?? "";
      const next = (one: string) => one.replace(/.$/, (digit) => ((Number.parseInt(digit, 16) + 1) % 16).toString(16));
      // A stranger cannot tell an id that was found out from one that was made up.
      for (const [real, madeUp] of [
        [
          await api.call(getOrder, { orderId }, { token: stranger?.token }),
          await api.call(getOrder, { orderId: next(orderId) }, mine),
        ],
        [
          await api.call(getPayment, { paymentId }, { token: stranger?.token }),
          await api.call(getPayment, { paymentId: next(paymentId) }, mine),
        ],
      ] as const) {
        isRefused(real, "not_found");
        isRefused(madeUp, "not_found");
        const [one, other] = [real, madeUp].map(({ problem }) => ({ ...problem, requestId: "" }));
        expect(one).toEqual(other);
      }
      isRefused(await api.call(getTicket, { ticketId: next(ticketId) }, mine), "not_found");
    },
  },

  "pattern Audit Trail: created_at and updated_at timestamps on all tables": {
    code: ["shared/domain/trail.ts#created", "shared/data/entity.ts#trail"],
    operations: kept.flatMap((table) => table.operations.slice(0, 1)),
    differently: "And, beyond the seed, who changed it last, and a version that grows by one with each write.",
    async holds(world) {
      for (const table of kept) {
        const { createdAt, updatedAt, changedBy, version } = await table.stored(world);
        for (const at of [createdAt, updatedAt]) expect(new Date(String(at)).toISOString()).toBe(at);
        expect(String(updatedAt) >= String(createdAt), table.table).toBe(true);
        expect(changedBy).toMatch(/./);
        expect(version).toBeGreaterThanOrEqual(1);
      }
    },
  },

  "pattern JSON Fields: Flexible metadata storage": {
    code: kept.flatMap(({ table, code }) =>
      columnsOf(table)
        .filter(({ type }) => type === "json")
        .map(({ column }) => `${code[0].replace(/#.*/, "")}#${camelCase(column)}:`),
    ),
    operations: [getPayment, listMyNotifications],
    differently: "Typed: each is an object with a schema of its own, and unknown keys are refused.",
    async holds() {
      const fields = schemasOf("json");
      expect(fields.length).toBeGreaterThan(0);
      for (const { name, schema } of fields) {
        const object = inner(schema);
        expect(object && z.safeParse(object, { "no such key": 1 }).success, name).toBe(false);
      }
    },
  },

  "pattern JSON Fields: Schema evolution without migrations": {
    code: ["shared/domain/payment.ts#paymentDetails:", "functions/payments/payment-view.ts#PaymentView"],
    operations: [getPayment],
    differently: "Fields that come later are optional or have a default, so what was stored before is read as it is.",
    also: ["test/events/facts.test.ts"],
    async holds(world) {
      const [payer] = await aCrowd(1);
      const { userId = "", token } = payer ?? {};
      // From before Stripe's answers were kept, and before there were refunds.
      const [old] = await plantedPayments(1, () => ({ userId, paymentDetails: {}, refunds: undefined }));
      const shown = isDone(await api.call(getPayment, { paymentId: old?.paymentId ?? "" }, { token }));
      expect(shown).toMatchObject({ paymentDetails: {}, refunds: [] });
      const { buyer, order } = await world.sale();
      const now = isDone(await api.call(getPayment, { paymentId: order.paymentId ?? "" }, await world.as(buyer)));
      expect(now).toMatchObject({ paymentDetails: { chargeId: expect.any(String) } });
    },
  },

  "pattern JSON Fields: Performance optimization for complex data": {
    code: ["shared/domain/notification.ts#metadata:", "shared/domain/event-card.ts#EventCard"],
    operations: [listMyNotifications, getPayment],
    async holds(world) {
      const { buyer, order } = await world.sale();
      const as = await world.as(buyer);
      const { usage, body } = await asked(listMyNotifications, {}, as);
      expect(body.items.length).toBeGreaterThan(1);
      // What a row is about comes with it: nothing is looked up for it.
      expect(usage.requests).toBe(1);
      const paid = await asked(getPayment, { paymentId: order.paymentId ?? "" }, as);
      expect(paid.body).toMatchObject({ paymentDetails: { chargeId: expect.any(String) } });
    },
  },

  "pattern Enum Types: Status and type fields use enums": {
    code: [
      "shared/domain/event.ts#eventStatuses",
      "shared/domain/ticket.ts#ticketStatuses",
      "shared/domain/user.ts#roles",
    ],
    operations: [getEvent, getTicket, getPayment, listMyNotifications],
    async holds() {
      for (const { name, schema } of schemasOf("enum")) expect(inner(schema), name).toBeInstanceOf(z.ZodEnum);
    },
  },

  "pattern Enum Types: Data consistency and validation": {
    code: ["shared/data/entity.ts#entity", "shared/domain/payment.ts#PaymentStatus"],
    operations: [getEvent, getTicket, getPayment, listMyNotifications],
    async holds(world) {
      for (const { table, schema, stored } of kept) {
        const item = await stored(world);
        for (const { column } of columnsOf(table).filter(({ type }) => type === "enum")) {
          const values = inner(schema.shape[camelCase(column)]);
          expect(values instanceof z.ZodEnum && values.options, `${table}.${column}`).toContain(
            item[camelCase(column)],
          );
        }
      }
    },
  },

  "pattern Enum Types: Clear business logic representation": {
    code: ["shared/platform/openapi.ts#openapi", "shared/domain/payment.ts#paymentStatuses"],
    operations: [getEvent, getTicket, getPayment, listMyNotifications],
    async holds() {
      // Integrators read the same lists.
      const document = JSON.stringify(openapi(operations));
      for (const { name, schema } of schemasOf("enum")) {
        const values = inner(schema);
        const list = values instanceof z.ZodEnum ? JSON.stringify(values.options) : "none";
        expect(document.includes(`"enum":${list}`), name).toBe(true);
      }
    },
  },
};
