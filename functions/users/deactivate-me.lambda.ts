import { deactivate } from "#data/deactivate.ts";
import { userDeactivated } from "#events/facts/user-deactivated.ts";
import { provePassword } from "#flows/prove-password.ts";
import { deactivateMe } from "#functions/users/deactivate-me.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(deactivateMe, async ({ input, caller, http, now, change }) => {
  const { person } = await provePassword(caller, input.password, { ip: http.ip, now, change });
  await deactivate(person.userId, change(userDeactivated));
});
