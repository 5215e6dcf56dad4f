import { eraseRound } from "#data/erase-round.ts";
import { eraseUser } from "#events/accounts/erase-user.ts";
import { userErased } from "#events/facts/user-erased.ts";
import { react } from "#platform/consume.ts";

export const handler = react(eraseUser, (fact, { change }) => eraseRound(fact.data.userId, change(userErased)));
