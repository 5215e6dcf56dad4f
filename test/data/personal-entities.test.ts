import { expect, it } from "vitest";
import { belongings } from "#data/belongings.ts";
import { removals } from "#data/removals.ts";
import { kindNames } from "#infra/ops/check-table/stored.ts";

/** What goes with the person in one transaction. */
const withThePerson = ["user", "credential", "auditKey", "membership", "organizer", "throttle", "invitation"];

/** What names a person by nothing but the id, which leads to nobody once they are erased; or names nobody. */
const nobodys = [
  ...["order", "payment", "ticket", "scan", "erasure"],
  ...["event", "ticketType", "stock", "availability", "eventAnalytics", "eventAnalyticsMonth"],
  ...["category", "eventCategory", "featured", "branding", "walk", "progress"],
  // What their orders say, counted.
  "limit",
];

/** What a person is not shown: of the same kind as something that is, about others, or a key that opens the log. */
const notExported = [...nobodys.slice(3), "auditKey"];

/** An entity by the name its records have in an export. */
const exportedAs: Readonly<Record<string, string>> = {
  user: "profile",
  credential: "login",
  throttle: "tries",
  userAnalytics: "analytics",
  idempotency: "request",
};

it("of every entity it is decided whether a person's items are removed when they are erased", () => {
  const decided = new Set([...withThePerson, ...nobodys, ...Object.keys(removals)]);
  expect(kindNames().filter((name) => !decided.has(name))).toEqual([]);
});

it("of every entity it is decided whether a person's items are exported", () => {
  const decided = new Set([...notExported, ...Object.keys(belongings)]);
  expect(kindNames().filter((name) => !decided.has(exportedAs[name] ?? name))).toEqual([]);
});
