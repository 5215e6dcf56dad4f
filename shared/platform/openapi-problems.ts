import { Fault, type FaultCode, faults } from "#domain/fault.ts";
import { faultsOf, type Operation } from "#platform/operation.ts";
import { problemOf } from "#platform/problem.ts";

const FieldError = {
  type: "object",
  description: "What is wrong with one field of the request",
  properties: {
    path: { type: "string", description: "Where: `lines[0].quantity`, or a header's name" },
    code: { type: "string", description: "Stable, for programs" },
    message: { type: "string", description: "For people" },
  },
  required: ["path", "code", "message"],
};

const Problem = {
  type: "object",
  description: "RFC 9457 problem details. `code` is stable: decide by it.",
  properties: {
    type: { type: "string", format: "uri" },
    title: { type: "string" },
    status: { type: "integer" },
    code: { type: "string", enum: Object.keys(faults) },
    detail: { type: "string", description: "What to do about it in this case, for people" },
    requestId: { type: "string", description: "Tell us this when you ask about it" },
    errors: { type: "array", items: { $ref: "#/components/schemas/FieldError" } },
  },
  required: ["type", "title", "status", "code", "detail", "requestId"],
};

export const problemSchemas = { FieldError, Problem };

/** What each problem looks like that these operations refuse with. */
export function problemExamples(operations: readonly Operation[]) {
  const codes = [...new Set(operations.flatMap(faultsOf))].sort();
  const example = (code: FaultCode) => ({ summary: faults[code].title, value: problemOf(new Fault(code), requestId) });
  return Object.fromEntries(codes.map((code) => [code, example(code)]));
}

const requestId = "JKJaXmPLvHcESHA=";

/** The refusals of an operation as OpenAPI responses, by status. */
export function refusals(op: Operation) {
  const byStatus = Map.groupBy(faultsOf(op), (code) => faults[code].status);
  const statuses = [...byStatus].sort(([a], [b]) => a - b);
  return Object.fromEntries(statuses.map(([status, codes]) => [String(status), refusal(status, codes)]));
}

function refusal(status: number, codes: readonly FaultCode[]) {
  const retry = status === 429 || status === 503 ? { "retry-after": { $ref: "#/components/headers/retry-after" } } : {};
  const schema = {
    allOf: [
      { $ref: "#/components/schemas/Problem" },
      { properties: { code: { enum: codes }, status: { const: status } } },
    ],
  };
  const examples = Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${code}` }]));
  return {
    description: codes.map((code) => `\`${code}\`: ${faults[code].title}.`).join("\n"),
    headers: { "x-request-id": { $ref: "#/components/headers/x-request-id" }, ...retry },
    content: { "application/problem+json": { schema, examples } },
  };
}
