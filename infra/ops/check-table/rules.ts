import type { Rule } from "./judge.ts";
import { rules as analytics } from "./rules/analytics.ts";
import { rules as archived } from "./rules/archived.ts";
import { rules as disputes } from "./rules/disputes.ts";
import { rules as events } from "./rules/events.ts";
import { rules as everything } from "./rules/everything.ts";
import { rules as limits } from "./rules/limits.ts";
import { rules as listings } from "./rules/listings.ts";
import { rules as media } from "./rules/media.ts";
import { rules as orders } from "./rules/orders.ts";
import { rules as payments } from "./rules/payments.ts";
import { rules as people } from "./rules/people.ts";
import { rules as scans } from "./rules/scans.ts";
import { rules as stocks } from "./rules/stocks.ts";
import { rules as teams } from "./rules/teams.ts";
import { rules as tickets } from "./rules/tickets.ts";
import { rules as told } from "./rules/told.ts";
import { rules as walks } from "./rules/walks.ts";
import type { Kind } from "./stored.ts";

export type Rules = { readonly [K in Kind]?: readonly Rule<K>[] };

const groups: readonly Rules[] = [
  people,
  teams,
  listings,
  media,
  events,
  stocks,
  orders,
  payments,
  disputes,
  tickets,
  limits,
  scans,
  analytics,
  walks,
  told,
  archived,
];

/** All rules an item of this entity must satisfy. */
export const rulesFor = <K extends Kind>(kind: K): readonly Rule<K>[] => [
  ...everything,
  ...groups.flatMap((group): readonly Rule<K>[] => group[kind] ?? []),
];
