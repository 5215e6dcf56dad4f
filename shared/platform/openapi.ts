import { componentUri, inputSchemas, outputSchemas, pascal } from "#platform/json-schema.ts";
import { problemExamples, problemSchemas, refusals } from "#platform/openapi-problems.ts";
import { faultsOf, needsIfMatch, type Operation } from "#platform/operation.ts";

/** What each noun is about; the order in which the reference shows them. */
export const nouns: Readonly<Record<string, string>> = {
  auth: "Accounts, access tokens and sessions",
  sessions: "Where the caller is logged in",
  users: "The caller's own profile and account; for admins, everybody's",
  organizers: "Who holds events",
  members: "Who works for an organizer, and as what",
  branding: "How an organizer's pages look",
  events: "The shows people attend",
  categories: "What kinds of events there are",
  "ticket-types": "What an event sells, for how much, and when",
  orders: "Holding tickets and buying them",
  payments: "What was paid",
  sales: "What an event brought",
  tickets: "What was bought, and its QR code",
  "check-ins": "The door",
  media: "Pictures and other files",
  analytics: "What was counted, of events and people",
  notifications: "What the caller was told",
  site: "The API itself",
};

const description = `Everything below \`/v1\` takes and gives JSON; times are ISO 8601 in UTC, money is in minor units of its currency.

- **Errors** are RFC 9457 problems with a stable \`code\`; bad input names every wrong field in \`errors\`.
- **Lists** answer \`items\` and \`nextCursor\`; send the cursor back as \`cursor\` with the same query.
- **Changing** something takes its \`ETag\` in \`If-Match\`: without it 428, if it has changed since 412.
- **Buying and creating** take an \`Idempotency-Key\`: sending the same again does nothing twice.`;

/** The OpenAPI 3.1 document of these operations. */
export function openapi(operations: readonly Operation[]) {
  const { components, nameOf } = outputSchemas(operations);
  const used = [...new Set(operations.map(nounOf))];
  const paths: Record<string, Record<string, object>> = {};
  for (const op of operations) {
    const { method, path } = op;
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationObject(op, nameOf) };
  }
  return {
    openapi: "3.1.1",
    info: { title: "Bilten", version: "1.0.0", summary: "Events, tickets and the door", description, license },
    servers: [{ url: "/", description: "Where this document was loaded from" }],
    tags: [...new Set([...Object.keys(nouns).filter((noun) => used.includes(noun)), ...used])].map((name) => ({
      name,
      ...(nouns[name] && { description: nouns[name] }),
    })),
    paths,
    components: {
      securitySchemes,
      headers,
      examples: problemExamples(operations),
      schemas: { ...components, ...problemSchemas },
    },
  };
}

export type OpenApiDocument = ReturnType<typeof openapi>;

const license = { name: "MIT", identifier: "MIT" };

const securitySchemes = {
  accessToken: {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "The `accessToken` login answers; it lasts 15 minutes, then refresh.",
  },
  stripeSignature: { type: "apiKey", in: "header", name: "Stripe-Signature", description: "Stripe's, on the raw body" },
};

const headers = {
  "x-request-id": { description: "Names this request in our log", schema: { type: "string" } },
  etag: { description: "The version, in quotes: send it back in `If-Match`", schema: { type: "string" } },
  "retry-after": { description: "Seconds to wait before the next try", schema: { type: "integer" } },
  "cache-control": { description: "How long shared caches may keep it", schema: { type: "string" } },
};
const headerRef = (name: keyof typeof headers) => ({ [name]: { $ref: `#/components/headers/${name}` } });

const nounOf = (op: Operation) => op.id.split("/")[0] ?? "";

const security = {
  public: [],
  optional: [{}, { accessToken: [] }],
  user: [{ accessToken: [] }],
  stripe: [{ stripeSignature: [] }],
} as const satisfies Record<Operation["auth"], unknown>;

type NameOf = ReturnType<typeof outputSchemas>["nameOf"];

function operationObject(op: Operation, nameOf: NameOf) {
  const { path, rest } = inputSchemas(op);
  const asQuery = op.method === "GET" || op.method === "DELETE";
  const parameters = [
    ...path.map(({ name, schema }) => ({ name, in: "path", required: true, schema })),
    ...(asQuery ? rest.map(({ name, required, schema }) => ({ name, in: "query", required, schema })) : []),
    ...headerParameters(op),
  ];
  return {
    operationId: op.id,
    summary: op.summary,
    ...(op.role && { description: `Only for people of the role ${op.role}${op.role === "admin" ? " or above" : ""}.` }),
    tags: [nounOf(op)],
    security: security[op.auth],
    ...(parameters.length > 0 && { parameters }),
    ...(!asQuery && requestBody(op, rest)),
    responses: { [String(op.success)]: success(op, nameOf), ...refusals(op) },
  };
}

function headerParameters(op: Operation) {
  const idempotencyKey = {
    name: "Idempotency-Key",
    in: "header",
    required: op.idempotent === "by-key",
    description: "Your own name for this request, new for each thing you buy or create: a repeat does nothing twice.",
    schema: { type: "string", minLength: 8, maxLength: 255, pattern: "^[\\x21-\\x7e]+$" },
  };
  const ifMatch = {
    name: "If-Match",
    in: "header",
    required: needsIfMatch(op),
    description: "The `ETag` of what you read; refused with 412 if it has changed since.",
    schema: { type: "string", pattern: '^"[0-9]{1,15}"$' },
  };
  return [...(op.idempotent ? [idempotencyKey] : []), ...(faultsOf(op).includes("stale_version") ? [ifMatch] : [])];
}

function requestBody(op: Operation, fields: ReturnType<typeof inputSchemas>["rest"]) {
  if (op.auth === "stripe") {
    const schema = { type: "object", description: "A Stripe event, as Stripe signed it" };
    return { requestBody: { required: true, content: { "application/json": { schema } } } };
  }
  if (fields.length === 0) return {};
  const required = fields.filter((field) => field.required).map(({ name }) => name);
  const schema = {
    title: `${pascal(op.id.split("/")[1] ?? "")}Request`,
    type: "object",
    properties: Object.fromEntries(fields.map(({ name, schema }) => [name, schema])),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
  return { requestBody: { required: required.length > 0, content: { "application/json": { schema } } } };
}

const meanings = { 200: "Done", 201: "Created", 202: "Accepted", 204: "Done; nothing to say" } as const;

function success(op: Operation, nameOf: NameOf) {
  const content = op.output
    ? { "application/json": { schema: { $ref: componentUri(nameOf(op.output)) } } }
    : Object.fromEntries(
        (op.produces ?? []).map((type) => [type, { schema: { type: type.endsWith("json") ? "object" : "string" } }]),
      );
  const versioned = op.output && "shape" in op.output && "version" in (op.output.shape as object);
  return {
    description: meanings[op.success],
    headers: { ...headerRef("x-request-id"), ...headerRef("cache-control"), ...(versioned && headerRef("etag")) },
    ...(Object.keys(content).length > 0 && { content }),
  };
}
