import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { operations } from "#functions/operations.ts";
import type { Answer } from "#platform/client.ts";
import { openapi } from "#platform/openapi.ts";

type Content = Readonly<Record<string, { readonly schema: object }>>;
type Responses = Readonly<Record<string, { readonly content?: Content; readonly headers: object }>>;
type Described = { readonly responses: Responses };

const document = closed(openapi(operations));
const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
addFormats.default(ajv);
ajv.addSchema(document, "bilten");

/** Throws unless an answer is one that the OpenAPI document allows its operation: status, media type, headers, body. */
export function keepsToContract(answer: Answer): void {
  const { operation: id, status, type, bytes, text } = answer;
  const op = operations.find((operation) => operation.id === id);
  if (!op) throw new Error(`${id} is not in the operation table`);
  const method = op.method.toLowerCase();
  const { responses } = { responses: {}, ...document.paths[op.path]?.[method] } as Described;
  const said = `${id} answered ${status} ${type} ${text.slice(0, 600)}`;
  const response = responses[status];
  if (!response) throw new Error(`${said}\nbut the document declares only ${Object.keys(responses)}`);
  if (!answer.headers.get("x-request-id")) throw new Error(`${said}\nwithout x-request-id`);
  if ("etag" in response.headers && !answer.headers.get("etag")) throw new Error(`${said}\nwithout the declared etag`);
  const types = Object.keys(response.content ?? {});
  if (types.length === 0 && bytes.length === 0) return;
  if (!types.includes(type)) throw new Error(`${said}\nbut the document declares ${types.join(", ") || "no body"}`);
  if (!type.endsWith("json")) return;
  const validate = validatorAt(["paths", op.path, method, "responses", String(status), "content", type, "schema"]);
  if (!validate(JSON.parse(text))) throw new Error(`${said}\nbut by the document ${ajv.errorsText(validate.errors)}`);
}

function validatorAt(path: readonly string[]): ValidateFunction {
  const pointer = path.map((key) => encodeURIComponent(key.replaceAll("~", "~0").replaceAll("/", "~1"))).join("/");
  const validate = ajv.getSchema(`bilten#/${pointer}`);
  if (!validate) throw new Error(`No schema at ${pointer}`);
  return validate;
}

/**
 * The published document leaves room for fields to come; here nothing may leave that it does not name. Schemas that
 * only add to another (`allOf`) have no `type` and stay open.
 */
function closed<T>(value: T): T {
  if (Array.isArray(value)) return value.map(closed) as T;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]): [string, unknown] => [key, closed(inner)]);
  const isObjectSchema = "type" in value && value.type === "object" && "properties" in value;
  return { ...(isObjectSchema && { additionalProperties: false }), ...Object.fromEntries(entries) } as T;
}
