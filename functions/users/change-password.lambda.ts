import { changePassword as storePassword } from "#data/change-password.ts";
import { refuseCommon } from "#domain/common-password.ts";
import { Fault } from "#domain/fault.ts";
import { passwordChanged } from "#events/facts/password-changed.ts";
import { provePassword } from "#flows/prove-password.ts";
import { changePassword } from "#functions/users/change-password.ts";
import { hashPassword } from "#platform/password-hash.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(changePassword, async ({ input, caller, http, now, change }) => {
  const { person, login } = await provePassword(caller, input.currentPassword, { ip: http.ip, now, change });
  refuseCommon(input.password, person.email);
  const passwordHash = await hashPassword(input.password);
  const keeps = caller.familyId;
  const isChanged = await storePassword(login, person, passwordHash, change(passwordChanged), { keeps });
  if (!isChanged) throw new Fault("busy");
});
