import { holds } from "#data/condition.ts";
import { loadUser } from "#data/load-user.ts";
import { user } from "#data/user.ts";
import { Fault } from "#domain/fault.ts";
import { changed } from "#domain/trail.ts";
import { updateMe } from "#functions/users/update-me.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(updateMe, async ({ input, caller, expectedVersion, change }) => {
  const person = await loadUser(caller.userId);
  if (!person) throw new Fault("unauthenticated", "This account was closed.");
  const { phone = person.phone, ...others } = input;
  const next = { ...person, ...others, phone: phone ?? undefined, ...changed(person, change()) };
  if (person.version !== expectedVersion) throw new Fault("stale_version");
  const written = user.put(next).where(({ version }, { eq }) => eq(version, expectedVersion));
  if (!(await holds(written.go()))) throw new Fault("stale_version");
  return next;
});
