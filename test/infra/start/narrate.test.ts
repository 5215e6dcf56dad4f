import { expect, test } from "vitest";
import { narrate } from "../../../infra/start/narrate.ts";

const nothing = { requests: 0, read: 0, write: 0 };
const answered = { level: "info", operation: "orders/place-order", requestId: "1", status: 201, milliseconds: 87 };

test.each([
  [answered, { requests: 5, read: 2, write: 12 }, "201 orders/place-order 87 ms 12 WCU 2 RCU"],
  [
    { ...answered, status: 409, code: "sold_out" },
    { requests: 2, read: 0.5, write: 0 },
    "409 orders/place-order 87 ms 0 WCU 0.5 RCU sold_out",
  ],
  [answered, nothing, "201 orders/place-order 87 ms"],
  [
    { operation: "notifications/notify-buyer", type: "order.confirmed.v1" },
    nothing,
    "      order.confirmed.v1 → notifications/notify-buyer",
  ],
])("a line %j after %j is told as %s", (line, used, told) => {
  expect(narrate(JSON.stringify(line), used)).toBe(told);
});

test("what is no line of a function's own is told as it is, and Lambda's reports are not", () => {
  expect(narrate("(node:1) Warning: old", nothing)).toBe("        (node:1) Warning: old");
  expect(narrate("REPORT RequestId: 1", nothing)).toBeUndefined();
});
