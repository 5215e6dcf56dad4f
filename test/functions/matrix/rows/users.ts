import { ownVersion } from "#test/functions/matrix/fresh.ts";
import type { RowsOf } from "#test/functions/matrix/row.ts";

export const users: RowsOf<"users"> = {
  "users/get-me": { ask: () => ({ input: {} }) },
  "users/update-me": {
    ask: async (world, as) => ({ input: { locale: "de" }, ifMatch: await ownVersion(world, as) }),
  },
};
