import type { Clock } from "../seams.ts";
import type { Api } from "./api.ts";
import { type Controls, controlsOf } from "./controls.ts";
import { type Cause, eventsOf } from "./events.ts";
import { openFaults } from "./faults.ts";
import { Fees } from "./fees.ts";
import { front, type Gate } from "./front.ts";
import { listen } from "./http-listener.ts";
import { openIdempotency } from "./idempotency.ts";
import { idsFrom } from "./object-ids.ts";
import { openRecords, type Records } from "./records.ts";
import { settlingRefunds } from "./refund-settling.ts";
import { openSecrets } from "./webhook-secrets.ts";
import { type DeliverWebhook, openWebhooks } from "./webhooks.ts";
import type { Work } from "./work.ts";

export type StripeOptions = {
  /** Stripe's time: of everything it makes, of retries, and of what it forgets. */
  readonly clock: Clock;
  /** Where state survives restarts; without it, it lives as long as the double. */
  readonly dataFile?: string;
  /** What it remembers, in place of a file: whoever has it can look into it and set it back. */
  readonly records?: Records;
  readonly secretKey: string;
  readonly publishableKey: string;
  /** Until it is rolled. */
  readonly webhookSecret: string;
  /** 2.9 % + 30 of a charge and 1,500 of a dispute, unless given. */
  readonly fees?: Partial<Fees>;
  readonly webhookUrl?: () => string | undefined;
  /** The event types sent to the webhook (`charge.*` works); without it, all. */
  readonly enabledEvents?: readonly string[];
  /** Where ids come from, numbers from 0 up to 1: seeded, they are the same in every run. */
  readonly random?: () => number;
  /** Called around the handling of every API request. */
  readonly gate?: Gate;
  /** Called around every attempt to deliver a webhook. */
  readonly deliverWebhook?: DeliverWebhook;
};

export type StripeDouble = Controls & {
  readonly url: string;
  /** Takes the place of `webhookUrl`, and tries at once what waited for it. */
  setWebhookUrl(url: string | undefined): void;
  /** Webhooks due now and not yet delivered. */
  pending(): number;
  stop(): Promise<void>;
};

/** Stripe, as far as taking, refunding and disputing payments goes, on 127.0.0.1. */
export const startStripe = async (options: StripeOptions): Promise<StripeDouble> => {
  const { clock, secretKey, publishableKey, webhookSecret, enabledEvents } = options;
  const { gate = (_, carryOut) => carryOut(), deliverWebhook = (_event, _attempt, send) => send() } = options;
  let webhookUrl = options.webhookUrl ?? (() => undefined);
  let baseUrl = "";
  const records = options.records ?? openRecords(options.dataFile);
  const ids = idsFrom(options.random);
  const secrets = openSecrets(clock, webhookSecret, ids.newWebhookSecret);
  let fees = Fees.parse(options.fees ?? {});
  const endpoint = { secrets: secrets.all, url: () => webhookUrl(), deliver: deliverWebhook, enabledEvents };
  const webhooks = openWebhooks(clock, records, ids.newId, endpoint);
  const faults = openFaults();
  const idempotency = openIdempotency(records.replies);

  const now = () => Math.floor(clock.now() / 1000);
  const workFor = (cause: Cause): Work => {
    const { emit } = eventsOf({ records, now: now(), newId: ids.newId }, cause, webhooks);
    return { ...ids, records, now: now(), baseUrl, emit, fees, settleLater: (refund) => refunds.later(refund) };
  };
  const byItself = () => workFor({ id: null, idempotency_key: null });
  const refunds = settlingRefunds(clock, byItself);
  const setFees = (next: Fees) => {
    fees = next;
    return fees;
  };
  const controls = controlsOf({ work: byItself, webhooks, faults, idempotency, secrets, setFees });
  const { newRequestId } = ids;
  const api: Api = { keys: { secretKey, publishableKey }, faults, idempotency, newRequestId, now, workFor };

  const listener = await listen(front(api, controls, byItself, gate));
  baseUrl = listener.url;
  return {
    ...controls,
    url: listener.url,
    setWebhookUrl: (url) => {
      webhookUrl = () => url;
      webhooks.retryNow();
    },
    pending: webhooks.pending,
    stop: async () => {
      webhooks.stop();
      refunds.stop();
      await listener.stop();
    },
  };
};
