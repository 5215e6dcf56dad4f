import { loadUser } from "#data/load-user.ts";
import { Fault } from "#domain/fault.ts";
import { getMe } from "#functions/users/get-me.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(getMe, async ({ caller }) => {
  const person = await loadUser(caller.userId);
  if (!person) throw new Fault("unauthenticated", "This account was closed.");
  return person;
});
