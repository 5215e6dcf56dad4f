import { describe, expect, expectTypeOf, it } from "vitest";
import * as z from "zod";
import { connect, Refused, requestFor } from "#platform/client.ts";
import { operation } from "#platform/operation.ts";

const rest = { summary: "", auth: "public", success: 200, uses: [], faults: [], impact: "" } as const;
const Show = z.object({ showId: z.string(), seats: z.int() });
const getShow = operation("shows/get-show", {
  ...rest,
  method: "GET",
  path: "/v1/shows/{showId}",
  input: z.object({ showId: z.string(), from: z.string().optional() }),
  output: Show,
});
const moveShow = operation("shows/move-show", {
  ...rest,
  method: "PATCH",
  path: "/v1/shows/{showId}",
  input: z.object({ showId: z.string(), seats: z.int().optional() }),
  output: undefined,
});

const answering = (body: string | null, init: ResponseInit = {}) =>
  connect("http://api.test", { fetch: async () => new Response(body, init) });
const json = { headers: { "content-type": "application/json" } };

describe("the client", () => {
  it("puts what the path names into the path and the rest into the query of a GET", () => {
    const { url, init } = requestFor(getShow, { showId: "a/b ü", from: "2027-01-01T00:00:00+01:00" }, {});
    expect(url).toBe("/v1/shows/a%2Fb%20%C3%BC?from=2027-01-01T00%3A00%3A00%2B01%3A00");
    expect(init).toEqual({ method: "GET", headers: {} });
  });

  it("puts the rest into the body of the others, with the headers asked for", () => {
    const options = { token: "t", idempotencyKey: "key-12345", ifMatch: 3 };
    const { url, init } = requestFor(moveShow, { showId: "1", seats: 4 }, options);
    expect(url).toBe("/v1/shows/1");
    expect(init.body).toBe('{"seats":4}');
    expect(init.headers).toEqual({
      "content-type": "application/json",
      authorization: "Bearer t",
      "idempotency-key": "key-12345",
      "if-match": '"3"',
    });
  });

  it.each(["", ".", ".."])("refuses %j as part of a path", (showId) => {
    expect(() => requestFor(getShow, { showId }, {})).toThrow(TypeError);
  });

  it("gives the body as the operation's output type", async () => {
    const { body, status, problem } = await answering('{"showId":"1","seats":2}', json).call(getShow, { showId: "1" });
    expectTypeOf(body).toEqualTypeOf<{ showId: string; seats: number }>();
    expect({ body, status, problem }).toEqual({ body: { showId: "1", seats: 2 }, status: 200, problem: undefined });
  });

  it("gives no body where the operation has none", async () => {
    const { body } = await answering(null, { status: 204 }).call(moveShow, { showId: "1" });
    expectTypeOf(body).toEqualTypeOf<undefined>();
    expect(body).toBeUndefined();
  });

  it("tells a refusal as its problem, and throws it where the body is read regardless", async () => {
    const problem = { type: "urn:x", title: "T", status: 409, code: "sold_out", detail: "D", requestId: "r" };
    const headers = { "content-type": "application/problem+json" };
    const client = answering(JSON.stringify(problem), { status: 409, headers });
    const answer = await client.call(getShow, { showId: "1" });
    expect(answer.problem).toEqual(problem);
    expect(() => answer.body).toThrow(Refused);
    expect(() => answer.body).toThrow("shows/get-show was refused: 409 sold_out — D");
  });

  it("tells what a gateway answers by itself as a problem too", async () => {
    const answer = await answering('{"message":"Not Found"}', { ...json, status: 404 }).call(getShow, { showId: "1" });
    expect(answer.problem).toMatchObject({
      status: 404,
      code: "no_problem_details",
      detail: '{"message":"Not Found"}',
    });
  });
});
