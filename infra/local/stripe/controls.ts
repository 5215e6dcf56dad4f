import type { FaultRule, Faults } from "./faults.ts";
import type { Idempotency } from "./idempotency.ts";
import type { Ledger } from "./ledger.ts";
import type { Settlement } from "./settling.ts";
import { settleIntent } from "./settling.ts";
import { missingResource, StripeError } from "./stripe-error.ts";
import type { DeliveryMode, Webhooks } from "./webhooks.ts";
import type { Work } from "./work.ts";

/**
 * For tests and people: makes Stripe do on demand what it does in life. Bodies and answers are JSON.
 *
 * - `GET  /_double/ledger`                 all intents, charges, refunds, events and webhook deliveries
 * - `POST /_double/intents/:id/settle`     {"outcome": "succeeded" | "failed" | "processing"}: what customer or bank do
 * - `POST /_double/webhooks`               {"mode": "deliver" | "withhold" | "duplicate", "shuffle": true | false | seed}
 * - `POST /_double/webhooks/release`       sends what was withheld
 * - `POST /_double/webhooks/retry`         tries at once what waits for a later retry
 * - `POST /_double/events/:id/resend`      sends one event again
 * - `POST /_double/fail`                   {"next": 1, "status": 500 | 429 | … | "timeout" | "drop" | "hold",
 *                                          "match": "POST /v1/payment_intents", "afterApply": false, "remembered": …}
 *                                          (see `FaultRule`); {"next": 0} takes all rules back
 * - `POST /_double/fail/let-go`            answers the requests in "hold"
 * - `POST /_double/keys/forget`            {"key": "…"}: forgets an idempotency key, or all
 */
export type Controls = {
  readonly work: () => Work;
  readonly webhooks: Webhooks;
  readonly faults: Faults;
  readonly idempotency: Idempotency;
  readonly ledger: () => Ledger;
};

type Body = Readonly<Record<string, unknown>>;

export const control = (controls: Controls, method: string, path: string, body: Body): object => {
  const [, intent, event] = /^\/_double\/(?:intents\/([^/]+)\/settle|events\/([^/]+)\/resend)$/.exec(path) ?? [];
  if (method === "POST" && intent !== undefined) return settleIntent(controls.work(), intent, settlementIn(body));
  if (method === "POST" && event !== undefined) return resend(controls, event);
  switch (`${method} ${path}`) {
    case "GET /_double/ledger":
      return controls.ledger();
    case "POST /_double/webhooks":
      return setDelivery(controls, body);
    case "POST /_double/webhooks/release":
      return { released: controls.webhooks.release() };
    case "POST /_double/webhooks/retry":
      controls.webhooks.retryNow();
      return {};
    case "POST /_double/fail":
      return addFault(controls, body);
    case "POST /_double/fail/let-go":
      return { answered: controls.faults.letGo() };
    case "POST /_double/keys/forget":
      controls.idempotency.forget(typeof body.key === "string" ? body.key : undefined);
      return {};
    default:
      throw new StripeError(404, "invalid_request_error", { message: `No such control: ${method} ${path}` });
  }
};

const resend = (controls: Controls, id: string): object => {
  const event = controls.work().records.events.get(id);
  if (event === undefined) throw missingResource("event", id, "id");
  controls.webhooks.resend(event);
  return event;
};

const setDelivery = ({ webhooks }: Controls, { mode = "deliver", shuffle = false }: Body): object => {
  if (mode !== "deliver" && mode !== "withhold" && mode !== "duplicate") throw badControl("mode", mode);
  if (typeof shuffle !== "boolean" && typeof shuffle !== "number") throw badControl("shuffle", shuffle);
  const seed = shuffle === true ? 1 : shuffle;
  const next: DeliveryMode = seed === false ? { mode } : { mode, shuffle: seed };
  webhooks.setMode(next);
  return next;
};

const addFault = ({ faults }: Controls, body: Body): object => {
  const { next = 1, status = 500, match, afterApply, remembered } = body;
  if (typeof next !== "number" || next < 0) throw badControl("next", next);
  if (next === 0) {
    faults.clear();
    return {};
  }
  if (!isFaultStatus(status)) throw badControl("status", status);
  if (match !== undefined && typeof match !== "string") throw badControl("match", match);
  if (afterApply !== undefined && typeof afterApply !== "boolean") throw badControl("afterApply", afterApply);
  if (remembered !== undefined && typeof remembered !== "boolean") throw badControl("remembered", remembered);
  const rule: FaultRule = {
    next,
    status,
    ...(match === undefined ? {} : { match }),
    ...(afterApply === undefined ? {} : { afterApply }),
    ...(remembered === undefined ? {} : { remembered }),
  };
  faults.add(rule);
  return rule;
};

const isFaultStatus = (status: unknown): status is FaultRule["status"] =>
  status === "timeout" ||
  status === "drop" ||
  status === "hold" ||
  (typeof status === "number" && Number.isInteger(status) && status >= 400 && status <= 599);

const settlementIn = ({ outcome = "succeeded" }: Body): Settlement => {
  if (outcome === "succeeded" || outcome === "failed" || outcome === "processing") return outcome;
  throw badControl("outcome", outcome);
};

const badControl = (param: string, value: unknown) =>
  new StripeError(400, "invalid_request_error", { message: `Invalid ${param}: ${JSON.stringify(value)}`, param });
