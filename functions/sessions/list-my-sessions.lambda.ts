import { loadUser } from "#data/load-user.ts";
import { readPage } from "#data/page.ts";
import { session } from "#data/session.ts";
import { Fault } from "#domain/fault.ts";
import { isLive, sessionCard } from "#domain/session.ts";
import { listMySessions } from "#functions/sessions/list-my-sessions.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(listMySessions, async ({ caller, page, now }) => {
  const { userId, familyId } = caller;
  const [person, { items, last }] = await Promise.all([
    loadUser(userId),
    readPage(session.query.byFamily({ userId }), page),
  ]);
  if (!person) throw new Fault("unauthenticated", "This account was closed.");
  const live = items.filter((each) => isLive(each, person, now));
  return { items: live.map((each) => sessionCard(each, familyId)), last };
});
