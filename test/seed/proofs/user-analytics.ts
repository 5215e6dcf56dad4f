import type { GetCommandInput } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { userAnalytics as rows } from "#data/user-analytics.ts";
import { UserAnalytics, userAnalyticsId } from "#domain/user-analytics.ts";
import { getMyAnalytics } from "#functions/analytics/get-my-analytics.ts";
import type { Kept } from "#test/seed/table-proofs.ts";
import { api } from "#test/support/api.ts";
import { stored } from "#test/support/operator.ts";
import { isDone } from "#test/support/then.ts";

export const userAnalytics: Kept = {
  table: "user_analytics",
  entity: "userAnalytics",
  schema: UserAnalytics,
  code: ["shared/domain/user-analytics.ts#UserAnalytics", "shared/data/user-analytics.ts#userAnalytics"],
  operations: [getMyAnalytics],
  async shown(world) {
    await world.figures();
    return isDone(await api.call(getMyAnalytics, {}, await world.as(await world.buyer())));
  },
  async stored(world) {
    const { userId } = await world.figures();
    return (await stored(rows.get({ userId }).params<GetCommandInput>())).item;
  },
  columns: {
    id: {
      as: "analyticsId",
      madeFrom: ({ userId }) => userAnalyticsId(String(userId)),
      differently: "Made from the person's, so there is one row of each.",
    },
    user_id: { of: async (world) => (await world.buyer()).userId },
    total_spent: {
      type: z.record(z.string().length(3), z.int().min(0)),
      differently: "In minor units of each currency they paid in: sums of several have no meaning.",
    },
  },
};
