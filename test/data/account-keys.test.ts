import { describe, expect, it } from "vitest";
import { auditKey } from "#data/audit-key.ts";
import { credential } from "#data/credential.ts";
import { erasure } from "#data/erasure.ts";
import { session } from "#data/session.ts";
import { throttle } from "#data/throttle.ts";
import { user } from "#data/user.ts";
import { asked } from "#test/support/asked.ts";

const userId = "0198c0de-0000-7000-8000-000000000001";
const familyId = "0198c0de-0000-7000-8000-000000000002";

describe("each question about an account is one read by key", () => {
  it.each([
    ["the person with this id", user.get({ userId }).params(), `user#${userId}`, "user"],
    ["who may log in with an address", credential.get({ email: "a@b.co" }).params(), "email#a@b.co", "credential"],
    ["that a person was erased", erasure.get({ userId }).params(), `user#${userId}`, "erasure"],
    ["what opens a person's fields in the audit log", auditKey.get({ userId }).params(), `user#${userId}`, "auditKey"],
    ["a login's family of tokens", session.get({ userId, familyId }).params(), `user#${userId}`, `session#${familyId}`],
    [
      "how often something was tried",
      throttle.get({ what: "login", who: "Ab_-9@7" }).params(),
      "throttle#login#Ab_-9@7",
      "bucket",
    ],
  ])("%s", (_, question, pk, sk) => {
    expect(question).toEqual({ TableName: "bilten", Key: { pk, sk } });
  });
});

it("a person's sessions are one query of their own keys", () => {
  const expected = [undefined, "#pk = :pk and begins_with(#sk1, :sk1)", `user#${userId}`, "session#"];
  expect(asked(session.query.byFamily({ userId }))).toEqual(expected);
});
