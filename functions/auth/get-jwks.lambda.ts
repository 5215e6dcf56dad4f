import { getJwks } from "#functions/auth/get-jwks.ts";
import { serve } from "#platform/serve.ts";
import { accessKeyId, accessKeys } from "#platform/tokens.ts";

export const handler = serve(getJwks, async () => {
  const { x = "" } = (await accessKeys()).publicKey.export({ format: "jwk" });
  return {
    keys: [
      { kty: "OKP" as const, crv: "Ed25519" as const, x, kid: accessKeyId, alg: "EdDSA" as const, use: "sig" as const },
    ],
  };
});
