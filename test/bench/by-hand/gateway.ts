import { createCipheriv, hkdfSync, randomBytes, verify } from "node:crypto";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { ed25519FromSeed } from "#domain/ticket-token.ts";

/** What the shell does for every operation, written out as one would for a single handler: no more than is needed. */

const secrets = new SecretsManagerClient({});

/** A JSON secret. */
export async function secret<T>(SecretId: string | undefined): Promise<T> {
  const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId }));
  return JSON.parse(SecretString ?? "{}");
}

/** Keys are derived once per instance. */
const keys = secret<{ master: string }>(process.env.KEYS_SECRET_ARN).then(({ master }) => {
  const derived = (purpose: string) => Buffer.from(hkdfSync("sha256", master, "bilten", purpose, 32));
  return { access: ed25519FromSeed(derived("access-token")).publicKey, cursor: derived("cursor") };
});

type Claims = { readonly sub: string; readonly exp: number; readonly iss: string; readonly aud: string };

/** The id of who sent a valid access token. */
export async function callerOf(event: APIGatewayProxyEventV2, now: Date): Promise<string | undefined> {
  const [header = "", claims = "", signature = ""] = (event.headers.authorization ?? "").slice(7).split(".");
  const { access } = await keys;
  const signed = Buffer.from(`${header}.${claims}`);
  if (!verify(null, signed, access, Buffer.from(signature, "base64url"))) return undefined;
  const { alg, typ } = JSON.parse(Buffer.from(header, "base64url").toString());
  const { sub, exp, iss, aud }: Claims = JSON.parse(Buffer.from(claims, "base64url").toString());
  const isOurs = alg === "EdDSA" && typ === "at+jwt" && iss === `bilten/${process.env.STAGE}` && aud === "bilten:api";
  return isOurs && exp * 1000 > now.getTime() ? sub : undefined;
}

/** A place in a list as text that cannot be read or made. */
export async function sealed(position: string): Promise<string> {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", (await keys).cursor, iv);
  const text = [iv, cipher.update(position, "utf8"), cipher.final(), cipher.getAuthTag()];
  return Buffer.concat(text).toString("base64url");
}

export const isUuid = (text: unknown): text is string =>
  typeof text === "string" && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

/** The answer, and the line that a request leaves in the log. */
export function answer(
  event: APIGatewayProxyEventV2,
  operation: string,
  from: number,
  statusCode: number,
  body: object,
) {
  const { requestId } = event.requestContext;
  const milliseconds = Math.round(performance.now() - from);
  console.info(JSON.stringify({ level: "info", operation, requestId, status: statusCode, milliseconds }));
  const headers = { "content-type": "application/json", "cache-control": "no-store", "x-request-id": requestId };
  return { statusCode, headers, body: JSON.stringify(body) };
}
