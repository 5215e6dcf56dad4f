import type { Clock } from "../seams.ts";
import type { Api } from "./api.ts";
import type { Cause } from "./events.ts";
import { eventsOf } from "./events.ts";
import { openFaults } from "./faults.ts";
import { front } from "./front.ts";
import type { Handler } from "./http-listener.ts";
import { listen } from "./http-listener.ts";
import { openIdempotency } from "./idempotency.ts";
import type { Ledger } from "./ledger.ts";
import { ledgerOf } from "./ledger.ts";
import { openRecords } from "./records.ts";
import { openWebhooks } from "./webhooks.ts";
import type { Work } from "./work.ts";

export type StripeOptions = {
  /** Stripe's time: of everything it makes, of retries, and of what it forgets. */
  readonly clock: Clock;
  readonly port?: number;
  /** Where state survives restarts; without it, it lives as long as the double. */
  readonly dataFile?: string;
  readonly secretKey: string;
  readonly publishableKey: string;
  readonly webhookSecret: string;
  readonly webhookUrl?: () => string | undefined;
  /** The event types sent to the webhook (`charge.*` works); without it, all. */
  readonly enabledEvents?: readonly string[];
};

export type StripeDouble = {
  readonly url: string;
  /** Takes the place of `webhookUrl`, and tries at once what waited for it. */
  setWebhookUrl(url: string | undefined): void;
  /** Webhooks due now and not yet delivered. */
  pending(): number;
  ledger(): Ledger;
  stop(): Promise<void>;
};

/** Stripe, as far as taking and refunding payments goes, on 127.0.0.1. See `Controls` for what can be done to it. */
export const startStripe = async (options: StripeOptions): Promise<StripeDouble> => {
  const { clock, secretKey, publishableKey, webhookSecret, enabledEvents } = options;
  let webhookUrl = options.webhookUrl ?? (() => undefined);
  let baseUrl = "";
  const records = openRecords(options.dataFile);
  const endpoint = { secret: webhookSecret, url: () => webhookUrl() };
  const webhooks = openWebhooks(
    clock,
    records,
    enabledEvents === undefined ? endpoint : { ...endpoint, enabledEvents },
  );
  const faults = openFaults();
  const idempotency = openIdempotency(records.replies);

  const workFor = (cause: Cause): Work => {
    const now = Math.floor(clock.now() / 1000);
    return { records, now, baseUrl, emit: eventsOf(records, now, cause, webhooks).emit };
  };
  const ledger = () => ledgerOf(records);
  const byItself = () => workFor({ id: null, idempotency_key: null });
  const api: Api = { keys: { secretKey, publishableKey }, faults, idempotency, workFor };
  const handler: Handler = front(api, { work: byItself, webhooks, faults, idempotency, ledger });

  const listener = await listen(options.port ?? 0, handler);
  baseUrl = listener.url;
  return {
    url: listener.url,
    setWebhookUrl: (url) => {
      webhookUrl = () => url;
      webhooks.retryNow();
    },
    pending: webhooks.pending,
    ledger,
    stop: async () => {
      webhooks.stop();
      await listener.stop();
    },
  };
};
