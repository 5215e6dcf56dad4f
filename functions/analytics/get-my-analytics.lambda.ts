import { userAnalytics } from "#data/user-analytics.ts";
import { noAnalytics } from "#domain/user-analytics.ts";
import { getMyAnalytics } from "#functions/analytics/get-my-analytics.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(getMyAnalytics, async ({ caller }) => {
  const { data: found } = await userAnalytics.get({ userId: caller.userId }).go();
  return found ?? noAnalytics(caller.userId);
});
