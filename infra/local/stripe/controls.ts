import type Stripe from "stripe";
import * as z from "zod";
import { BadWebhook } from "./bad-webhooks.ts";
import { DISPUTE_OUTCOMES, type DisputeOutcome, settleDispute } from "./dispute-settling.ts";
import { openDispute } from "./disputes.ts";
import { FaultRule, type Faults } from "./faults.ts";
import { Fees } from "./fees.ts";
import type { HttpRequest } from "./http-listener.ts";
import type { Idempotency } from "./idempotency.ts";
import { type Ledger, ledgerOf } from "./records.ts";
import { settleRefund } from "./refund-settling.ts";
import { settleIntent } from "./settling.ts";
import { missingResource, StripeError } from "./stripe-error.ts";
import { Roll, type Secrets } from "./webhook-secrets.ts";
import { DeliveryMode, type Webhooks } from "./webhooks.ts";
import type { Work } from "./work.ts";

/** For tests and people: makes Stripe do on demand what it does in life. Each can be called over HTTP, too. */
export type Controls = ReturnType<typeof controlsOf>;

type Parts = {
  readonly work: () => Work;
  readonly webhooks: Webhooks;
  readonly faults: Faults;
  readonly idempotency: Idempotency;
  readonly secrets: Secrets;
  readonly setFees: (fees: Fees) => Fees;
};

const IntentOutcome = z.enum(["succeeded", "failed", "processing"]);
const RefundOutcome = z.enum(["succeeded", "failed"]);
const DisputeOpened = z.strictObject({
  reason: z.string().min(1).default("fraudulent"),
  amount: z.int().min(1).optional(),
  isInquiry: z.boolean().default(false),
});

export const controlsOf = ({ work, webhooks, faults, idempotency, secrets, setFees }: Parts) => {
  const eventNamed = (id: string): Stripe.Event => {
    const event = work().records.events.get(id);
    if (event === undefined) throw missingResource("event", id, "id");
    return event;
  };
  return {
    /** All intents, charges, refunds, disputes, balance transactions, events and webhook deliveries. */
    ledger: (): Ledger => ledgerOf(work().records),
    /** What customer or bank do. */
    settleIntent: (id: string, outcome: z.infer<typeof IntentOutcome>) => settleIntent(work(), id, outcome),
    /** The bank of who paid disputes a charge, named by its own id or its intent's. */
    openDispute: (id: string, how: z.input<typeof DisputeOpened> = {}) =>
      openDispute(work(), id, DisputeOpened.parse(how)),
    settleDispute: (id: string, outcome: DisputeOutcome) => settleDispute(work(), id, outcome),
    settleRefund: (id: string, outcome: z.infer<typeof RefundOutcome>) => settleRefund(work(), id, outcome),
    /** How events are sent from now on. */
    setDelivery: (mode: z.input<typeof DeliveryMode>) => webhooks.setMode(DeliveryMode.parse(mode)),
    /** Gives the endpoint a new signing secret, which is answered; the former one signs beside it for a while. */
    rollSecret: (how: z.input<typeof Roll> = {}) => secrets.roll(Roll.parse(how)),
    /** What Stripe keeps of what is paid from now on. */
    setFees: (fees: z.input<typeof Fees>) => setFees(Fees.parse(fees)),
    /** Sends what was withheld; answers how many. */
    release: () => webhooks.release(),
    /** Tries at once what waits for a later retry. */
    retryWebhooks: () => webhooks.retryNow(),
    /** Sends one event again. */
    resend: (event: string) => webhooks.resend(eventNamed(event)),
    /** Answers the HTTP status the endpoint gave, or why there was none. */
    sendBad: (bad: z.input<typeof BadWebhook>) => webhooks.sendBad(eventNamed(bad.event), BadWebhook.parse(bad)),
    fail: (rule: z.input<typeof FaultRule>) => faults.add(FaultRule.parse(rule)),
    /** Takes all fault rules back. */
    heal: () => faults.clear(),
    /** How many requests the rules have struck so far. */
    struck: () => faults.struck(),
    /** Answers the requests in `hold`; answers how many. */
    letGo: () => faults.letGo(),
    /** Forgets an idempotency key, or all. */
    forgetKeys: (key?: string) => idempotency.forget(key),
  };
};

/** A control as a route: the body's shape, and what to do; the id is the one in the path. */
type Route = (controls: Controls, body: unknown, id: string) => object | Promise<object>;
const route =
  <S extends z.ZodType>(shape: S, run: (controls: Controls, body: z.output<S>, id: string) => unknown): Route =>
  async (controls, body, id) =>
    (await run(controls, shape.parse(body), id)) ?? {};

const nothing = z.strictObject({});
const withOutcome = <T extends z.ZodType>(outcome: T) => z.strictObject({ outcome });

const ROUTES: Readonly<Record<string, Route>> = {
  "GET /_double/ledger": route(nothing, (controls) => controls.ledger()),
  "POST /_double/intents/:id/settle": route(withOutcome(IntentOutcome.default("succeeded")), (controls, body, id) =>
    controls.settleIntent(id, body.outcome),
  ),
  "POST /_double/refunds/:id/settle": route(withOutcome(RefundOutcome.default("succeeded")), (controls, body, id) =>
    controls.settleRefund(id, body.outcome),
  ),
  "POST /_double/charges/:id/dispute": route(DisputeOpened, (controls, how, id) => controls.openDispute(id, how)),
  "POST /_double/disputes/:id/settle": route(withOutcome(z.enum(DISPUTE_OUTCOMES)), (controls, body, id) =>
    controls.settleDispute(id, body.outcome),
  ),
  "POST /_double/fees": route(Fees, (controls, fees) => controls.setFees(fees)),
  "POST /_double/webhooks/roll": route(Roll, (controls, how) => controls.rollSecret(how)),
  "POST /_double/webhooks": route(DeliveryMode, (controls, mode) => controls.setDelivery(mode)),
  "POST /_double/webhooks/release": route(nothing, (controls) => ({ released: controls.release() })),
  "POST /_double/webhooks/retry": route(nothing, (controls) => controls.retryWebhooks()),
  "POST /_double/webhooks/bad": route(BadWebhook, async (controls, bad) => ({ answer: await controls.sendBad(bad) })),
  "POST /_double/events/:id/resend": route(nothing, (controls, _, id) => controls.resend(id)),
  "POST /_double/fail": route(FaultRule, (controls, rule) => (rule.next > 0 ? controls.fail(rule) : controls.heal())),
  "POST /_double/fail/let-go": route(nothing, (controls) => ({ answered: controls.letGo() })),
  "POST /_double/keys/forget": route(z.strictObject({ key: z.string().optional() }), (controls, { key }) =>
    controls.forgetKeys(key),
  ),
};

export const control = async (controls: Controls, { method, path, body }: HttpRequest): Promise<object> => {
  const [, before, id = "", after] =
    /^(\/_double\/(?:intents|charges|refunds|disputes|events)\/)([^/]+)(\/\w+)$/.exec(path) ?? [];
  const name = `${method} ${before === undefined ? path : `${before}:id${after}`}`;
  const found = Object.hasOwn(ROUTES, name) ? ROUTES[name] : undefined;
  if (found === undefined) throw badControl(404, `No such control: ${method} ${path}`);
  try {
    return await found(controls, JSON.parse(body || "{}"), id);
  } catch (error) {
    if (error instanceof SyntaxError) throw badControl(400, error.message);
    throw error instanceof z.ZodError ? badControl(400, z.prettifyError(error)) : error;
  }
};

const badControl = (status: number, message: string) => new StripeError(status, "invalid_request_error", { message });
