import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { APIGatewayProxyEventV2, Context } from "aws-lambda";
import { afterAll, describe, expect, it } from "vitest";

/** What was asked of AWS since the last look. */
let asked: string[] = [];

/** AWS as these operations see it: one account, an empty table otherwise, and every write succeeds. */
const aws = createServer(async (request, response) => {
  const call = String(request.headers["x-amz-target"]).split(".").at(-1) ?? "";
  const body = JSON.parse(await text(request));
  asked.push(call === "TransactWriteItems" ? `${call} of ${body.TransactItems.length}` : call);
  const at = "2027-03-01T19:00:00.000Z";
  const trail = { createdAt: { S: at }, updatedAt: { S: at }, changedBy: { S: "x" }, version: { N: "1" } };
  const login = { email: { S: "known@example.com" }, userId: { S: userId }, passwordHash: { S: hash } };
  const answers: Record<string, object> = {
    GetSecretValue: { SecretString: JSON.stringify({ master: "m".repeat(43) }) },
    GetItem: body.Key?.pk.S === "email#known@example.com" ? { Item: { ...login, ...trail, ...edb("credential") } } : {},
    UpdateItem: { Attributes: { tries: { N: "1" }, ...edb("throttle") } },
  };
  response.setHeader("content-type", "application/x-amz-json-1.0");
  response.end(JSON.stringify(answers[call] ?? {}));
}).listen(0, "127.0.0.1");
await once(aws, "listening");
afterAll(() => aws.close());

const edb = (entity: string) => ({ __edb_e__: { S: entity }, __edb_v__: { S: "1" } });
const userId = "0198c0de-0000-7000-8000-000000000001";
Object.assign(process.env, {
  AWS_ENDPOINT_URL: `http://127.0.0.1:${(aws.address() as AddressInfo).port}`,
  AWS_REGION: "eu-central-1",
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
  KEYS_SECRET_ARN: "keys",
  STAGE: "test",
});
const { decoyHash: hash } = await import("#platform/password-hash.ts");
const login = await import("#functions/auth/login.lambda.ts");
const register = await import("#functions/auth/register.lambda.ts");
const forgotPassword = await import("#functions/auth/forgot-password.lambda.ts");

/** What a function answers, and what it asked of AWS for it. */
async function work({ handler }: typeof login | typeof register | typeof forgotPassword, input: object) {
  asked = [];
  const event: object = {
    headers: { "content-type": "application/json" },
    body: JSON.stringify(input),
    requestContext: { requestId: "one", http: { method: "POST", sourceIp: "203.0.113.7" } },
  };
  const context: object = { getRemainingTimeInMillis: () => 10_000 };
  const answer: unknown = await handler(event as APIGatewayProxyEventV2, context as Context);
  return { answer, asked };
}

describe("for an address with and without an account, the same is answered and the same asked of the table", () => {
  const person = { password: "correct horse battery", firstName: "Nour", lastName: "Haddad" };

  it.each([
    ["logging in", login, { password: "not the password" }, ["GetItem", "GetItem", "PutItem", "GetItem", "UpdateItem"]],
    ["registering", register, person, ["UpdateItem", "GetItem", "TransactWriteItems of 3"]],
    ["asking for a new password", forgotPassword, {}, ["UpdateItem", "GetItem", "TransactWriteItems of 2"]],
  ] as const)("%s", async (_, lambda, form, expected) => {
    const known = await work(lambda, { email: "known@example.com", ...form });
    const unknown = await work(lambda, { email: "nobody@example.com", ...form });
    expect(unknown).toEqual(known);
    expect(known.asked).toEqual(expected);
  });
});
