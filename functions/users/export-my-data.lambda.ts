import { exportPage } from "#data/export-page.ts";
import { loadUser } from "#data/load-user.ts";
import { Fault } from "#domain/fault.ts";
import { exportMyData } from "#functions/users/export-my-data.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(exportMyData, async ({ caller, page }) => {
  if (!(await loadUser(caller.userId))) throw new Fault("unauthenticated", "This account was closed.");
  return exportPage(caller.userId, page);
});
