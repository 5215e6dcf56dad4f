import type { RowsOf } from "#test/functions/matrix/row.ts";

export const site: RowsOf<"site"> = {
  "site/docs": { ask: () => ({ input: {} }) },
  "site/get-openapi": { ask: () => ({ input: {} }) },
  "site/health": { ask: () => ({ input: {} }) },
  "site/root": { ask: () => ({ input: {} }) },
};
