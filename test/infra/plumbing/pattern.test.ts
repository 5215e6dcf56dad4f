import { describe, expect, it } from "vitest";
import { compilePattern } from "../../../infra/local/plumbing/pattern.ts";

const event = {
  source: "shop.orders",
  "detail-type": "order.confirmed.v1",
  resources: ["a", "b"],
  detail: { total: 25.5, currency: "EUR", free: false, coupon: null, buyer: { name: "Ana", tags: ["vip", "press"] } },
};

const cases: [title: string, pattern: object, matches: boolean][] = [
  ["nothing asked", {}, true],
  ["a value", { source: ["shop.orders"] }, true],
  ["another value", { source: ["shop.payments"] }, false],
  ["one of several values", { source: ["shop.payments", "shop.orders"] }, true],
  ["two fields, both right", { source: ["shop.orders"], "detail-type": ["order.confirmed.v1"] }, true],
  ["two fields, one wrong", { source: ["shop.orders"], "detail-type": ["order.expired.v1"] }, false],
  ["a field that is missing", { region: ["eu-west-1"] }, false],
  ["nested values", { detail: { buyer: { name: ["Ana"] } } }, true],
  ["a number", { detail: { total: [25.5] } }, true],
  ["a number as text", { detail: { total: ["25.5"] } }, false],
  ["false", { detail: { free: [false] } }, true],
  ["null", { detail: { coupon: [null] } }, true],
  ["an element of a list", { resources: ["b"] }, true],
  ["no element of a list", { resources: ["c"] }, false],
  ["a prefix", { "detail-type": [{ prefix: "order." }] }, true],
  ["another prefix", { "detail-type": [{ prefix: "ticket." }] }, false],
  ["a prefix in any case", { source: [{ prefix: { "equals-ignore-case": "SHOP." } }] }, true],
  ["a prefix of a number", { detail: { total: [{ prefix: "25" }] } }, false],
  ["a suffix", { "detail-type": [{ suffix: ".v1" }] }, true],
  ["any case", { detail: { currency: [{ "equals-ignore-case": "eur" }] } }, true],
  ["a wildcard", { "detail-type": [{ wildcard: "order.*.v1" }] }, true],
  ["a wildcard that does not fit", { "detail-type": [{ wildcard: "order.*.v2" }] }, false],
  ["anything but a value", { source: [{ "anything-but": "shop.payments" }] }, true],
  ["anything but this value", { source: [{ "anything-but": ["shop.orders", "x"] }] }, false],
  ["anything but a prefix", { source: [{ "anything-but": { prefix: "shop." } }] }, false],
  ["anything but, missing", { region: [{ "anything-but": "eu" }] }, false],
  ["exists", { detail: { total: [{ exists: true }] } }, true],
  ["exists, missing", { detail: { fee: [{ exists: true }] } }, false],
  ["absent", { detail: { fee: [{ exists: false }] } }, true],
  ["absent in an absent object", { other: { fee: [{ exists: false }] } }, true],
  ["absent, but there", { detail: { total: [{ exists: false }] } }, false],
  ["an object does not exist as a value", { detail: { buyer: [{ exists: true }] } }, false],
  ["a range", { detail: { total: [{ numeric: [">", 0, "<=", 25.5] }] } }, true],
  ["outside a range", { detail: { total: [{ numeric: [">", 25.5] }] } }, false],
  ["a range on text", { source: [{ numeric: [">", 0] }] }, false],
  ["either", { $or: [{ source: ["x"] }, { detail: { currency: ["EUR"] } }] }, true],
  ["neither", { $or: [{ source: ["x"] }, { detail: { currency: ["USD"] } }] }, false],
];

describe("an event pattern", () => {
  it.each(cases)("%s", (_, pattern, matches) => {
    expect(compilePattern({ ...pattern })(event)).toBe(matches);
  });

  it("matches inside the objects of a list", () => {
    const matches = compilePattern({ Records: { eventName: ["INSERT"] } });
    expect(matches({ Records: [{ eventName: "MODIFY" }, { eventName: "INSERT" }] })).toBe(true);
  });

  it("refuses operators it does not know", () => {
    expect(() => compilePattern({ ip: [{ cidr: "10.0.0.0/8" }] })).toThrow("does not know");
    expect(() => compilePattern({ ip: "10.0.0.1" })).toThrow("must be a list");
  });
});
