import { loadCredential } from "#data/load-credential.ts";
import { findUser as findById } from "#data/load-user.ts";
import { requireRole } from "#data/rights.ts";
import { Fault } from "#domain/fault.ts";
import { findUser } from "#functions/users/find-user.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(findUser, async ({ input, caller }) => {
  await requireRole(caller, "admin");
  const login = await loadCredential(input.email);
  const person = login && (await findById(login.userId));
  if (!person) throw new Fault("not_found");
  return person;
});
