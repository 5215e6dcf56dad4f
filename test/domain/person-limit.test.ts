import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Fault } from "#domain/fault.ts";
import { countedIn, countedOut, type PersonLimit, reducedBy } from "#domain/person-limit.ts";

const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
const most = 5;

const orderOf = (number: number, quantities: readonly number[]) => ({
  orderId: id(number),
  lines: quantities.map((quantity, type) => ({
    ...{ ticketTypeId: id(type), name: `Type ${type}`, quantity, unitPrice: 0 },
    // The last type is sold to everybody without a limit.
    ...(type < 2 && { maxPerPerson: most }),
  })),
});
const sumOf = (orders: PersonLimit["orders"], type: number) =>
  Object.values(orders).reduce((sum, counts) => sum + (counts[id(type)] ?? 0), 0);

describe("what one person has", () => {
  it("is never more than the limit, and is what the orders that are left hold", () => {
    const quantities = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 });
    const step = fc.oneof(
      fc.record({ does: fc.constant("in" as const), order: fc.nat(7), quantities }),
      fc.record({ does: fc.constant("out" as const), order: fc.nat(7), quantities }),
      fc.record({ does: fc.constant("back" as const), order: fc.nat(7), quantities }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let orders: PersonLimit["orders"] = {};
        const model = new Map<number, number[]>();
        for (const { does, order, quantities } of steps) {
          const had = model.get(order);
          const next = orderOf(order, quantities);
          if (does === "out") {
            orders = countedOut(orders, next.orderId);
            model.delete(order);
          } else if (does === "back" && had) {
            orders = reducedBy(orders, next.orderId, [{ ticketTypeId: id(0), quantity: 1 }]);
            model.set(order, [Math.max(0, (had[0] ?? 0) - 1), had[1] ?? 0]);
          } else if (does === "in") {
            const others = countedOut(orders, next.orderId);
            const isTooMany = [0, 1].some(
              (type) => sumOf(others, type) + (quantities[type] ?? 0) > most && (quantities[type] ?? 0) > 0,
            );
            if (isTooMany) expect(() => countedIn(orders, next)).toThrow(Fault);
            else {
              orders = countedIn(orders, next);
              model.set(order, [quantities[0] ?? 0, quantities[1] ?? 0]);
            }
          }
          for (const type of [0, 1]) {
            expect(sumOf(orders, type)).toBe([...model.values()].reduce((sum, counts) => sum + (counts[type] ?? 0), 0));
            expect(sumOf(orders, type)).toBeLessThanOrEqual(most);
          }
          expect(sumOf(orders, 2)).toBe(0);
        }
      }),
    );
  });
});
