import { beforeAll, describe, expect, it } from "vitest";
import { operations } from "#functions/operations.ts";
import type { CallOptions } from "#platform/client.ts";
import { needsIfMatch, type Operation, pathNames } from "#platform/operation.ts";
import { api } from "#test/support/api.ts";
import { anAdmin } from "#test/support/operator.ts";
import { aVerifiedUser, freshKey } from "#test/support/people.ts";
import { isRefused } from "#test/support/then.ts";

const nobody = "00000000-0000-4000-8000-000000000000";

/** What the shell owes every operation, whatever it does: a new row of the table is held to it by being there. */
describe("every operation", () => {
  let token: string;
  let superAdmin: string;

  beforeAll(async () => {
    ({ token } = await aVerifiedUser());
    ({ token: superAdmin } = await anAdmin("super_admin"));
  });

  /** All that is asked for besides the input. */
  const rightly = (op: Operation): CallOptions => ({
    ...(op.auth === "user" && { token: op.role ? superAdmin : token }),
    ...(op.idempotent && { idempotencyKey: freshKey() }),
    ...(needsIfMatch(op) && { ifMatch: 1 }),
  });
  const somewhere = (op: Operation, id = nobody) => Object.fromEntries(pathNames(op.path).map((name) => [name, id]));
  const asked = operations.filter(({ auth }) => auth !== "stripe");

  it.each(asked)("$id refuses a field it does not know, and names it", async (op) => {
    isRefused(await api.send(op, { ...somewhere(op), surprise: "x" }, rightly(op)), "invalid_input", "surprise");
  });

  it.each(asked)("$id refuses what nobody may set from outside", async (op) => {
    for (const name of ["version", "pk", "isVerified", "publishedEvents", "changedBy"]) {
      if (name in op.input.shape) continue;
      isRefused(await api.send(op, { ...somewhere(op), [name]: 1 }, rightly(op)), "invalid_input", name);
    }
  });

  it.each(operations.filter(({ auth }) => auth === "user"))("$id asks who is calling", async (op) => {
    const { token: _, ...anonymous } = rightly(op);
    isRefused(await api.send(op, somewhere(op), anonymous), "unauthenticated");
  });

  it.each(operations.filter(({ auth }) => auth === "user" || auth === "optional"))(
    "$id believes no token that is not ours",
    async (op) => {
      const [header = "", claims = "", signature = ""] = token.split(".");
      const forged = Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(claims, "base64url").toString()) }));
      const none = Buffer.from(JSON.stringify({ alg: "none", typ: "at+jwt" })).toString("base64url");
      const wrong = ["x", `${header}.${claims}.`, `${none}.${claims}.`, `${header}.${claims}.${signature.slice(2)}AA`];
      for (const each of [...wrong, `${header}.${forged.toString("base64url")}A.${signature}`]) {
        isRefused(await api.send(op, somewhere(op), { ...rightly(op), token: each }), "unauthenticated");
      }
    },
  );

  it.each(operations.filter(({ path }) => pathNames(path).length > 0))(
    "$id knows nothing under an id that cannot be one",
    async (op) => {
      for (const id of ["1", "x", nobody.toUpperCase().replace(/0/g, "A"), `${nobody}0`, "%00"]) {
        const { status } = await api.send(op, somewhere(op, id), rightly(op));
        expect([400, 404], `${op.id} ${id}`).toContain(status);
      }
    },
  );

  it.each(operations.filter(({ paged }) => paged))("$id refuses pages and cursors that are none", async (op) => {
    for (const limit of ["0", "101", "-1", "1.5", "many", ""]) {
      isRefused(await api.send(op, { ...somewhere(op), limit }, rightly(op)), "invalid_input", "limit");
    }
    isRefused(
      await api.send(op, { ...somewhere(op), cursor: "x".repeat(2049) }, rightly(op)),
      "invalid_input",
      "cursor",
    );
    const made = Buffer.from("made by hand, long enough to be one").toString("base64url");
    for (const cursor of ["x", made]) {
      isRefused(await api.send(op, { ...somewhere(op), cursor }, rightly(op)), "invalid_cursor");
    }
  });

  it.each(operations.filter(needsIfMatch))("$id needs the version that is meant", async (op) => {
    const { ifMatch: _, ...unsaid } = rightly(op);
    isRefused(await api.send(op, somewhere(op), unsaid), "if_match_required");
    isRefused(await api.send(op, somewhere(op), { ...unsaid, ifMatch: "W/1" }), "stale_version");
  });

  const withBody = asked.filter(({ method }) => method !== "GET" && method !== "DELETE");
  it.each(withBody)("$id takes no body but a JSON object", async (op) => {
    const { token: bearer, idempotencyKey, ifMatch } = rightly(op);
    const path = op.path.replaceAll(/\{\w+\}/g, nobody);
    const headers = (type: string) => ({
      "content-type": type,
      ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
      ...(idempotencyKey !== undefined && { "idempotency-key": idempotencyKey }),
      ...(ifMatch !== undefined && { "if-match": `"${ifMatch}"` }),
    });
    const send = (body: string, type = "application/json") => api.request(op, path, { headers: headers(type), body });
    for (const body of ["[]", "1", '"x"', "null", "{", '{"a":1,"a":2}', '{"__proto__":{}}', '{"a":1e400}', "\u0000"]) {
      isRefused(await send(body), "invalid_input");
    }
    isRefused(await send("a=1", "application/x-www-form-urlencoded"), "unsupported_media_type");
    isRefused(await send(JSON.stringify({ a: "x".repeat(256 * 1024) })), "body_too_large");
  });
});
