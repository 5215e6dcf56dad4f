import { describe, expect, it } from "vitest";
import { Answer } from "#platform/client.ts";
import { keepsToContract } from "#test/support/contract.ts";

const headers = { "content-type": "application/json", "x-request-id": "1" };
const healthy = { status: "ok", stage: "test", now: "2027-01-01T00:00:00.000Z" };
const problem = { type: "urn:x", title: "T", status: 500, code: "internal_error", detail: "D", requestId: "1" };

const answer = (body: object, init: ResponseInit = {}, operation = "site/health") => {
  const text = JSON.stringify(body);
  return () =>
    keepsToContract(new Answer(operation, new Response(text, { headers, ...init }), new TextEncoder().encode(text)));
};
const asProblem = { ...headers, "content-type": "application/problem+json" };

describe("the contract that every answer of the HTTP tests is held against", () => {
  it("lets through what the document declares", () => {
    expect(answer(healthy)).not.toThrow();
    expect(answer(problem, { status: 500, headers: asProblem })).not.toThrow();
  });

  it.each([
    ["a field it does not name", answer({ ...healthy, secret: 1 }), "additional properties"],
    ["a field that is missing", answer({ status: "ok", stage: "test" }), "required property 'now'"],
    ["a value it does not allow", answer({ ...healthy, now: "today" }), 'match format "date-time"'],
    ["a status it does not declare", answer(healthy, { status: 201 }), "declares only 200,400,500,503"],
    ["another media type", answer(healthy, { headers: { ...headers, "content-type": "text/html" } }), "declares app"],
    ["no request id", answer(healthy, { headers: { "content-type": "application/json" } }), "without x-request-id"],
    [
      "a problem the operation does not declare",
      answer({ ...problem, code: "sold_out" }, { status: 500, headers: asProblem }),
      "allowed values",
    ],
    ["an operation it does not know", answer(healthy, {}, "site/other"), "not in the operation table"],
  ])("refuses %s", (_, held, why) => {
    expect(held).toThrow(why);
  });
});
