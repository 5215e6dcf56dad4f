import { entity, primary } from "#data/entity.ts";
import { UserAnalytics } from "#domain/user-analytics.ts";

export const userAnalytics = entity("userAnalytics", UserAnalytics, {
  // What a person did with us — one row per person.
  ofUser: primary("user#{userId}", "analytics"),
});
