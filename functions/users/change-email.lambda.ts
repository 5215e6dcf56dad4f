import { askEmailChange } from "#data/ask-email-change.ts";
import { countBy } from "#data/count.ts";
import { badField, Fault } from "#domain/fault.ts";
import { perPerson } from "#domain/limit.ts";
import { normalizeEmail } from "#domain/text.ts";
import { emailChangeRequested } from "#events/facts/email-change-requested.ts";
import { provePassword } from "#flows/prove-password.ts";
import { changeEmail } from "#functions/users/change-email.ts";
import { serve } from "#platform/serve.ts";

/** The address is not looked up here: what becomes of it is told to it alone. */
export const handler = serve(changeEmail, async ({ input, caller, http, now, change }) => {
  const { person, login } = await provePassword(caller, input.password, { ip: http.ip, now, change });
  if (normalizeEmail(input.email) === normalizeEmail(person.email)) {
    throw badField("email", "unchanged", "it is your address already");
  }
  await countBy(person.userId, perPerson.emailChanges, change());
  const isAsked = await askEmailChange(login, input.email, change(emailChangeRequested));
  if (!isAsked) throw new Fault("busy");
});
