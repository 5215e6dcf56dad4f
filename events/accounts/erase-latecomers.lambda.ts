import { eraseRound } from "#data/erase-round.ts";
import { eraseLatecomers } from "#events/accounts/erase-latecomers.ts";
import { userErased } from "#events/facts/user-erased.ts";
import { react } from "#platform/consume.ts";

export const handler = react(eraseLatecomers, (fact, { change }) => eraseRound(fact.data.userId, change(userErased)));
