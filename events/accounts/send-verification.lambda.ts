import { loadUser } from "#data/load-user.ts";
import { verificationMail } from "#events/accounts/mails.ts";
import { sendVerification } from "#events/accounts/send-verification.ts";
import { react } from "#platform/consume.ts";
import { sendMail } from "#platform/mail.ts";
import { signVerification } from "#platform/mailed-tokens.ts";

/** A repeat mails the same token: it is made of the fact. */
export const handler = react(sendVerification, async ({ data, at }) => {
  const person = await loadUser(data.userId);
  if (!person || person.emailVerifiedAt) return;
  await sendMail(verificationMail(person, await signVerification(person, at)));
});
