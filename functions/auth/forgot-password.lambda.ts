import { countFrom } from "#data/count.ts";
import { loadCredential } from "#data/load-credential.ts";
import { tellOwner } from "#data/tell-owner.ts";
import { perAddress, perNetwork } from "#domain/limit.ts";
import { normalizeEmail } from "#domain/text.ts";
import { passwordResetRequested } from "#events/facts/password-reset-requested.ts";
import { forgotPassword } from "#functions/auth/forgot-password.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(forgotPassword, async ({ input, http, change }) => {
  await countFrom(http.ip, perNetwork.resets, change());
  const email = normalizeEmail(input.email);
  const known = await loadCredential(email);
  await tellOwner(email, known !== undefined, perAddress.resets, change(passwordResetRequested));
});
