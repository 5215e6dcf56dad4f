import {
  deletedAccount,
  freshAccount,
  inPlaceOf,
  lastPerson,
  ownVersion,
  suspendedAccount,
} from "#test/functions/matrix/fresh.ts";
import type { RowsOf } from "#test/functions/matrix/row.ts";
import type { World } from "#test/functions/matrix/world.ts";
import { freshEmail } from "#test/support/people.ts";

const password = "correct horse battery";
type Account = (world: World) => Promise<{ readonly userId: string }>;
const named = async (world: World, account: Account) => ({ userId: (await account(world)).userId });

export const users: RowsOf<"users"> = {
  "users/change-email": { ask: () => ({ input: { email: freshEmail(), password } }) },
  "users/change-password": {
    ask: async (world, as) => {
      const { password: currentPassword, ...by } = await inPlaceOf(world, as);
      return { input: { currentPassword, password }, ...by };
    },
  },
  "users/change-role": {
    ask: async (world) => ({ input: { ...(await named(world, freshAccount)), role: "organizer" }, ifMatch: 1 }),
  },
  "users/deactivate-me": {
    ask: async (world, as) => {
      const { password, ...by } = await inPlaceOf(world, as);
      return { input: { password }, ...by };
    },
  },
  "users/delete-user": { ask: async (world) => ({ input: await named(world, freshAccount), ifMatch: 1 }) },
  "users/erase-me": {
    ask: async (world, as) => {
      const person = await lastPerson(world);
      return { input: { password }, ...(as !== "anonymous" && { token: person?.token }) };
    },
  },
  "users/export-my-data": { ask: () => ({ input: { limit: 100 } }) },
  "users/find-user": { ask: ({ cast }) => ({ input: { email: cast.stranger.email } }) },
  "users/get-me": { ask: () => ({ input: {} }) },
  "users/get-user": { ask: ({ cast }) => ({ input: { userId: cast.buyer.userId } }) },
  "users/reactivate-user": { ask: async (world) => ({ input: await named(world, suspendedAccount) }) },
  "users/restore-user": { ask: async (world) => ({ input: await named(world, deletedAccount) }) },
  "users/suspend-user": { ask: async (world) => ({ input: await named(world, freshAccount) }) },
  "users/update-me": {
    ask: async (world, as) => ({ input: { locale: "de" }, ifMatch: await ownVersion(world, as) }),
  },
};
