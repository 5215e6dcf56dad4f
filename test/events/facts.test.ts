import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { facts } from "#events/facts.ts";
import { factSource } from "#platform/fact.ts";

const folder = new URL("../../events/facts/", import.meta.url);
const textOf = (type: string) =>
  readFileSync(new URL(`${type.replace(/\.v\d+$/, "").replaceAll(".", "-")}.example.json`, folder), "utf8");

/**
 * What was ever put on the bus stays readable. An example is frozen: a change that its readers would notice gets a new
 * wire name with a new example, and this list grows.
 */
const frozen: Readonly<Record<string, string>> = {
  "user.registered.v1": "7883c65185cf87ad",
  "registration.repeated.v1": "467f2ae336a71ed3",
  "password-reset.requested.v1": "7cfea3a28208318d",
  "user.suspended.v1": "1633a5cf476acb4c",
  "user.reactivated.v1": "b7a4e76764da3498",
  "user.role-changed.v1": "e0c5a44d19c7dcd6",
  "organizer.verified.v1": "91d125feff37d864",
  "verification.revoked.v1": "228ffe2b4ab1b17d",
  "member.invited.v1": "1e712c86fb7142bc",
  "member.joined.v1": "2ed05d11845778db",
  "member.role-changed.v1": "59034f586f6de4bc",
  "member.removed.v1": "5eb57872e689f121",
  "member.left.v1": "f6d102f22fb70e01",
  "email-change.requested.v1": "df8c028fb5b171f0",
  "email.changed.v1": "0c86fefa8c61e3bd",
  "password.changed.v1": "08e644aa8cfc0b11",
  "user.deactivated.v1": "5d57b9f00aab023f",
  "user.erased.v1": "4b0abf7b7d1dcca0",
  "event.published.v1": "fb073274cfbd619a",
  "event.cancelled.v1": "ec6dbef3e7ef10d6",
  "order.placed.v1": "fd694c2a4402d7d5",
  "order.confirmed.v1": "ca68e1f3726513f2",
  "order.expired.v1": "2232d4362db943b6",
  "payment.refunded.v1": "6894686eefa1c490",
  "refund.opened.v1": "81eaec85a897237f",
  "refund.failed.v1": "c1f02293a1390dd5",
  "dispute.opened.v1": "691e992db70e5147",
  "dispute.closed.v1": "e7ab63a42330e1b1",
  "walk.due.v1": "b48772322f4b6ec7",
  "ticket.checked-in.v1": "524c2ab37157f884",
};

describe.each(facts)("$type", ({ type, detail }) => {
  const text = textOf(type);
  const { source, detail: told, ...envelope } = JSON.parse(text);

  it("has a frozen example as the bus carries it", () => {
    expect(createHash("sha256").update(text).digest("hex").slice(0, 16)).toBe(frozen[type]);
    expect({ source, ...envelope }).toEqual({ source: factSource, "detail-type": type });
    expect(Object.keys(told)).toEqual(["id", "at", "by", "data"]);
  });

  it("still reads its example, losing and adding nothing", () => {
    expect(detail.parse(told.data)).toEqual(told.data);
  });
});

it("lists every fact there is a file for, and each under one name", () => {
  const files = readdirSync(folder).filter((name) => name.endsWith(".ts"));
  expect(facts).toHaveLength(files.length);
  expect(new Set(facts.map(({ type }) => type)).size).toBe(files.length);
  expect(Object.keys(frozen).sort()).toEqual(facts.map(({ type }) => type).sort());
});
