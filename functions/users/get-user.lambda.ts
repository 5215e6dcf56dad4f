import { findUser } from "#data/load-user.ts";
import { requireRole } from "#data/rights.ts";
import { Fault } from "#domain/fault.ts";
import { getUser } from "#functions/users/get-user.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(getUser, async ({ input, caller }) => {
  await requireRole(caller, "admin");
  const person = await findUser(input.userId);
  if (!person) throw new Fault("not_found");
  return person;
});
