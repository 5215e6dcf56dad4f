import type Stripe from "stripe";
import * as z from "zod";
import { seededRandom, shuffled } from "../random.ts";
import type { Clock } from "../seams.ts";
import { type BadWebhook, badWebhook } from "./bad-webhooks.ts";
import { matches } from "./events.ts";
import type { Ids } from "./object-ids.ts";
import type { Records } from "./records.ts";
import { postWebhook, reasonOf, signatureOf } from "./webhook-request.ts";
import { nextAttempt } from "./webhook-retries.ts";

/** One event on its way to the webhook endpoint. Times in milliseconds. */
export type Delivery = {
  readonly id: string;
  readonly event: string;
  readonly type: string;
  readonly state: "withheld" | "waiting" | "delivered" | "given_up";
  readonly attempts: number;
  readonly created: number;
  readonly due: number;
  /** The last HTTP status, or why there was none. */
  readonly lastAnswer: number | string | null;
};

export const DeliveryMode = z.strictObject({
  /** `duplicate` is `deliver` in two copies. */
  mode: z.enum(["deliver", "withhold", "duplicate"]).default("deliver"),
  delaySeconds: z.number().min(0).default(0),
  copies: z.int().min(1).max(1000).optional(),
  /** Sends what is due together in an order drawn from this seed; `true` is 1. */
  shuffle: z.union([z.boolean(), z.int()]).default(false),
});
type DeliveryMode = z.output<typeof DeliveryMode>;

export type Webhooks = ReturnType<typeof openWebhooks>;

/** Called for every attempt at a delivery, the first is 1: sends it when (and if) it likes; throws to lose the answer. */
export type DeliverWebhook = (event: string, attempt: number, send: () => Promise<void>) => Promise<void>;

type WebhookEndpoint = {
  /** Newest first. */
  readonly secrets: () => readonly string[];
  /** Types or `charge.*` patterns; without it, all. */
  readonly enabledEvents: readonly string[] | undefined;
  readonly url: () => string | undefined;
  readonly deliver: DeliverWebhook;
};

const NO_ENDPOINT_RECHECK_MS = 1000;

export const openWebhooks = (clock: Clock, records: Records, newId: Ids["newId"], endpoint: WebhookEndpoint) => {
  const stopped = new AbortController();
  const waiting = new Map<string, { readonly delivery: Delivery; cancel(): void }>();
  let due: Delivery[] = [];
  let mode = DeliveryMode.parse({});

  const seconds = () => Math.floor(clock.now() / 1000);

  const queue = (delivery: Delivery): void => {
    records.deliveries.put(delivery);
    if (delivery.due <= clock.now()) queueNow(delivery);
    else waiting.set(delivery.id, { delivery, cancel: clock.at(delivery.due, () => queueNow(delivery)) });
  };

  const queueNow = (delivery: Delivery): void => {
    waiting.set(delivery.id, { delivery, cancel: () => {} });
    due.push(delivery);
    if (due.length === 1) setImmediate(sendDue);
  };

  const sendDue = (): void => {
    const batch = mode.shuffle === false ? due : shuffled(due, seededRandom(Number(mode.shuffle)));
    due = [];
    for (const delivery of batch) void send(delivery);
  };

  const send = async (delivery: Delivery): Promise<void> => {
    const url = endpoint.url();
    const event = records.events.get(delivery.event);
    if (stopped.signal.aborted || event === undefined) return;
    if (url === undefined) return queue({ ...delivery, due: clock.now() + NO_ENDPOINT_RECHECK_MS });
    const attempts = delivery.attempts + 1;
    let lastAnswer: number | string = "not sent";
    const attempt = async () => {
      const payload = JSON.stringify({ ...event, pending_webhooks: 1 }, null, 2);
      const signature = signatureOf(payload, endpoint.secrets(), seconds());
      lastAnswer = await postWebhook(url, payload, signature, stopped.signal);
    };
    await endpoint.deliver(event.id, attempts, attempt).catch((error: unknown) => {
      lastAnswer = reasonOf(error);
    });
    if (!stopped.signal.aborted) settle({ ...delivery, attempts, lastAnswer }, event);
  };

  const settle = (delivery: Delivery, event: Stripe.Event): void => {
    waiting.delete(delivery.id);
    const { attempts, created, lastAnswer } = delivery;
    if (typeof lastAnswer === "number" && lastAnswer >= 200 && lastAnswer < 300) {
      records.deliveries.put({ ...delivery, state: "delivered" });
      records.events.put({ ...event, pending_webhooks: 0 });
      return;
    }
    const again = nextAttempt(attempts, created, clock.now());
    if (again === undefined) records.deliveries.put({ ...delivery, state: "given_up" });
    else queue({ ...delivery, due: again });
  };

  const start = (event: Stripe.Event): void => {
    const now = clock.now();
    const fresh = { id: newId("whd"), event: event.id, type: event.type, attempts: 0, lastAnswer: null } as const;
    const due = now + mode.delaySeconds * 1000;
    const delivery: Delivery = { ...fresh, state: "waiting", created: now, due };
    if (mode.mode === "withhold") records.deliveries.put({ ...delivery, state: "withheld" });
    else queue(delivery);
  };

  const hears = (type: string): boolean => endpoint.enabledEvents?.some((pattern) => matches(pattern, type)) ?? true;

  for (const delivery of records.deliveries.all()) if (delivery.state === "waiting") queue(delivery);

  return {
    hears,
    notify: (event: Stripe.Event): void => {
      if (!hears(event.type)) return;
      const { copies = mode.mode === "duplicate" ? 2 : 1 } = mode;
      for (let copy = 0; copy < copies; copy++) start(event);
    },
    setMode: (next: DeliveryMode): DeliveryMode => {
      mode = next;
      return mode;
    },
    /** Sends what was withheld; answers how many. */
    release: (): number => {
      const withheld = records.deliveries.all().filter((delivery) => delivery.state === "withheld");
      for (const delivery of withheld) queue({ ...delivery, state: "waiting", due: clock.now() });
      return withheld.length;
    },
    /** Sends an event once more, as `stripe events resend` does. */
    resend: (event: Stripe.Event): Stripe.Event => {
      start(event);
      return event;
    },
    sendBad: async (event: Stripe.Event, bad: z.output<typeof BadWebhook>): Promise<number | string> => {
      const url = endpoint.url();
      if (url === undefined) return "no endpoint";
      const { payload, signature } = badWebhook(event, bad, { secrets: endpoint.secrets(), seconds: seconds() });
      return postWebhook(url, payload, signature, stopped.signal);
    },
    /** Tries everything that waits at once: the endpoint has come or moved. */
    retryNow: (): void => {
      const now = clock.now();
      for (const { delivery, cancel } of [...waiting.values()].filter(({ delivery }) => delivery.due > now)) {
        cancel();
        queue({ ...delivery, due: now });
      }
    },
    /** Due now and not yet delivered. What is withheld, waits for a later retry or has no endpoint does not count. */
    pending: (): number => {
      if (endpoint.url() === undefined) return 0;
      const now = clock.now();
      return [...waiting.values()].filter(({ delivery }) => delivery.due <= now).length;
    },
    stop: (): void => {
      stopped.abort();
      for (const { cancel } of waiting.values()) cancel();
    },
  };
};
