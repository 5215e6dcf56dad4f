import * as z from "zod";
import { operation } from "#platform/operation.ts";

/** RFC 8037: an Ed25519 key as a JSON Web Key. */
const Key = z.object({
  kty: z.literal("OKP"),
  crv: z.literal("Ed25519"),
  x: z.string(),
  kid: z.string(),
  alg: z.literal("EdDSA"),
  use: z.literal("sig"),
});

export const getJwks = operation("auth/get-jwks", {
  method: "GET",
  path: "/v1/auth/jwks",
  summary: "The public keys that access tokens can be verified with (RFC 7517)",
  auth: "public",
  input: z.object({}),
  output: z.object({ keys: z.array(Key) }),
  success: 200,
  uses: ["keys:read"],
  faults: [],
  impact: "Others cannot verify our access tokens.",
  cacheSeconds: 300,
});
