import { describe, expect, it } from "vitest";
import * as z from "zod";
import { operation, pageOf, paging } from "#platform/operation.ts";
import { serve } from "#platform/serve.ts";
import { signAccess } from "#platform/tokens.ts";
import { invoke } from "#test/platform/gateway-event.ts";
import { withKeySecret } from "#test/platform/key-secret.ts";

withKeySecret();

const rest = { summary: "", success: 200, uses: [], faults: [], impact: "" } as const;
const id = z.uuid();
const showId = "0193a2d4-0000-7000-8000-000000000001";

const Show = z.object({ showId: z.string(), title: z.string(), version: z.int() });
const renameShow = operation("shows/rename-show", {
  ...rest,
  method: "PATCH",
  path: "/v1/shows/{showId}",
  auth: "public",
  input: z.object({ showId: id, title: z.string().min(1), tags: z.array(z.object({ name: z.string() })).optional() }),
  output: Show,
});
const rename = serve(renameShow, ({ input, expectedVersion }) => ({
  showId: input.showId,
  title: input.title,
  version: expectedVersion + 1,
  secret: "never shown",
}));
const path = { showId };
const headers = { "if-match": '"3"' };
const send = (body: string | Uint8Array, more: Record<string, string> = {}) =>
  invoke(rename, { path, headers: { ...headers, ...more }, body });

describe("a change", () => {
  it("answers what the output names, its version as ETag, and nothing else", async () => {
    const answer = await send('{"title":"Lanterns"}');
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toEqual({ showId, title: "Lanterns", version: 4 });
    expect(answer.headers).toMatchObject({ etag: '"4"', "cache-control": "no-store", "x-request-id": "request-1" });
    expect(answer.headers).toMatchObject({ "x-content-type-options": "nosniff", "content-type": "application/json" });
  });

  it.each([
    ["application/json; charset=utf-8", 200],
    ['application/json;charset="UTF-8"', 200],
    ["application/merge-patch+json", 200],
    ["APPLICATION/JSON", 200],
    ["application/json; charset=utf-16", 415],
    ["application/jsonp", 415],
    ["text/plain", 415],
    ["", 415],
  ])("sent as %j is a %i", async (type, status) => {
    expect((await send('{"title":"Lanterns"}', { "content-type": type })).status).toBe(status);
  });

  it.each([
    ['{"title":""}', ["title too_small"]],
    ['{"title":1,"tags":[{"name":"a"},{"name":2}]}', ["title invalid_type", "tags[1].name invalid_type"]],
    ['{"title":"a","role":"admin","pk":"x"}', ["role unrecognized_key", "pk unrecognized_key"]],
    [`{"title":"a","showId":"${showId}"}`, ["showId unrecognized_key"]],
    ['{"title":"a","version":9}', ["version unrecognized_key"]],
    ['{"title":"a","title":"b"}', ["title duplicate_key"]],
    ['{"title":"\\ud800"}', ["title lone_surrogate"]],
    ["{}", ["title invalid_type"]],
    ["", ["title invalid_type"]],
    [" \n", ["title invalid_type"]],
    ["[]", []],
    ["null", []],
    ['"title"', []],
    ["{", []],
  ])("with the body %j is bad input: %j", async (body, expected) => {
    const { status, problem } = await send(body);
    expect(status).toBe(400);
    expect(problem).toMatchObject({ code: "invalid_input", status: 400, requestId: "request-1" });
    expect((problem?.errors ?? []).map(({ path, code }) => `${path} ${code}`)).toEqual(expected);
  });

  it("names at most 50 of the fields that are wrong", async () => {
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`field${i}`, 1]));
    const { problem } = await send(JSON.stringify({ title: "a", ...many }));
    expect(problem?.errors).toHaveLength(50);
  });

  it("must be UTF-8", async () => {
    expect((await send(Buffer.from('{"title":"Ω"}'))).status).toBe(200);
    const { status, problem } = await send(Buffer.from('{"title":"Ω"}', "utf16le"));
    expect([status, problem?.detail]).toEqual([400, "The body must be UTF-8."]);
    expect((await send(Buffer.from([0x7b, 0xff, 0x7d]))).problem?.detail).toBe("The body must be UTF-8.");
  });

  it("may be 256 KB and no more, counted in bytes", async () => {
    const of = (bytes: number) => JSON.stringify({ title: "é".repeat((bytes - 12) / 2) });
    expect((await send(of(256 * 1024))).status).toBe(200);
    expect((await send(of(256 * 1024 + 2))).problem).toMatchObject({ code: "body_too_large", status: 413 });
  });

  it("of something whose id cannot be one is a 404, unless more is wrong", async () => {
    const wrong = { path: { showId: "1" }, headers };
    expect((await invoke(rename, { ...wrong, body: '{"title":"a"}' })).problem?.code).toBe("not_found");
    expect((await invoke(rename, { ...wrong, body: '{"title":""}' })).problem?.code).toBe("invalid_input");
  });

  it.each([
    [undefined, "if_match_required", 428],
    ['W/"3"', "stale_version", 412],
    ["3", "stale_version", 412],
    ["*", "stale_version", 412],
    ['"3", "4"', "stale_version", 412],
    ['"99999999999999999999"', "stale_version", 412],
  ])("with If-Match %s is refused: %s", async (ifMatch, code, status) => {
    const given: Record<string, string> = ifMatch === undefined ? {} : { "if-match": ifMatch };
    const { problem } = await invoke(rename, { path, headers: given, body: '{"title":"a"}' });
    expect(problem).toMatchObject({ code, status });
  });
});

const listShows = operation("shows/list-shows", {
  ...rest,
  method: "GET",
  path: "/v1/shows",
  auth: "optional",
  paged: true,
  cacheSeconds: 60,
  input: z.object({ status: z.enum(["draft", "published"]).optional(), ...paging }),
  output: pageOf(z.object({ n: z.int() })),
});
const list = serve(listShows, ({ page: { limit, after } }) => {
  const from = Number(after ?? 0);
  return { items: Array.from({ length: limit }, (_, i) => ({ n: from + i })), last: String(from + limit) };
});

describe("a list", () => {
  const alice = { userId: showId, role: "attendee", emailVerified: true, familyId: showId } as const;
  const next = async (query: Record<string, string>, headers: Record<string, string> = {}) => {
    const answer = await invoke(list, { query, headers });
    return { ...answer, body: JSON.parse(answer.text) };
  };

  it("goes on where it ended, with any limit, for the same query and caller", async () => {
    const first = (await next({ limit: "2", status: "draft" })).body;
    expect(first.items).toEqual([{ n: 0 }, { n: 1 }]);
    const second = (await next({ limit: "1", status: "draft", cursor: first.nextCursor })).body;
    expect(second.items).toEqual([{ n: 2 }]);
    const authorization = `Bearer ${await signAccess(alice, new Date())}`;
    expect((await next({ status: "published", cursor: first.nextCursor })).problem?.code).toBe("invalid_cursor");
    const asAlice = await next({ status: "draft", cursor: first.nextCursor }, { authorization });
    expect(asAlice.problem?.code).toBe("invalid_cursor");
  });

  it.each(["abc", "0", "101", "1.5", "-1", "", "1,2", "Infinity", "NaN"])("refuses the limit %j", async (limit) => {
    const { problem } = await invoke(list, { query: { limit } });
    expect(problem?.errors?.map((error) => error.path)).toEqual(["limit"]);
  });

  it("is cached by all only as everybody sees it", async () => {
    expect((await next({})).headers["cache-control"]).toBe("public, max-age=0, s-maxage=60");
    const authorization = `Bearer ${await signAccess(alice, new Date())}`;
    const { headers } = await next({}, { authorization });
    expect(headers).toMatchObject({ "cache-control": "no-store", vary: "authorization" });
    expect((await next({ limit: "0" })).headers["cache-control"]).toBe("no-store");
  });

  it("refuses a wrong token rather than taking the caller for a stranger", async () => {
    for (const authorization of ["Bearer x", "Bearer a.b.c", "Basic abc", "Bearer", "x"]) {
      const { problem, headers } = await invoke(list, { headers: { authorization } });
      expect(problem).toMatchObject({ code: "unauthenticated", status: 401 });
      expect(headers["www-authenticate"]).toBe('Bearer realm="bilten"');
    }
  });

  it("does not mind an If-Match that means nothing to it", async () => {
    expect((await next({}, { "if-match": "x" })).status).toBe(200);
  });
});

describe("an operation for Bilten's own people", () => {
  const closeCity = serve(
    operation("cities/close-city", {
      ...rest,
      method: "POST",
      path: "/v1/close",
      auth: "user",
      role: "admin",
      input: z.object({}),
      output: undefined,
      success: 204,
    }),
    () => {},
  );

  it.each([
    ["attendee", 403],
    ["organizer", 403],
    ["admin", 204],
    ["super_admin", 204],
  ] as const)("answers a token of the role %s with %i", async (role, status) => {
    const caller = { userId: showId, role, emailVerified: true, familyId: showId };
    const authorization = `Bearer ${await signAccess(caller, new Date())}`;
    expect((await invoke(closeCity, { path: {}, headers: { authorization }, body: "{}" })).status).toBe(status);
  });
});
