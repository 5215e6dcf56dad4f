import { loadOwner } from "#data/load-owner.ts";
import { passwordResetMail } from "#events/accounts/mails.ts";
import { sendPasswordReset } from "#events/accounts/send-password-reset.ts";
import { react } from "#platform/consume.ts";
import { sendMail } from "#platform/mail.ts";
import { signReset } from "#platform/mailed-tokens.ts";

export const handler = react(sendPasswordReset, async ({ data, at }) => {
  const owner = await loadOwner(data.userId);
  if (owner) await sendMail(passwordResetMail(owner.person, await signReset(owner.login, at)));
});
