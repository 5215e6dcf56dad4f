import type { placeOrder } from "#functions/orders/place-order.ts";
import type { Client, Replay } from "#infra/local/replay/replay.ts";
import type { Clock } from "#infra/local/seams.ts";
import type { StripeDouble } from "#infra/local/stripe/stripe-double.ts";
import type { BodyOf } from "#platform/client.ts";
import type { Cast } from "#test/chaos/cast.ts";
import type { ChaosScenario, Plan } from "#test/chaos/scenario.ts";
import type { StripeFault } from "#test/chaos/stripe-kinds.ts";

/** What was answered to whom, for the judgment afterwards. */
export type Said =
  | { readonly what: "placed"; readonly buyer: number; readonly orderId: string; readonly status: string }
  | { readonly what: "refused"; readonly buyer: number; readonly status: number; readonly code: string }
  | { readonly what: "confirmed" | "cancelled"; readonly buyer: number; readonly orderId: string }
  | { readonly what: "admitted" | "turned away"; readonly ticketId: string; readonly nonce: string }
  | { readonly what: "paid"; readonly buyer: number; readonly orderId: string }
  | { readonly what: "forgotten" }
  | { readonly what: "forged"; readonly flaw: string; readonly status: number | string };

export type Stage = {
  readonly scenario: ChaosScenario;
  readonly cast: Cast;
  readonly api: string;
  readonly stripe: StripeDouble;
  readonly clock: Clock;
  readonly replay: Replay;
};

export type Placed = BodyOf<typeof placeOrder>;

export type Buyer = Stage & {
  readonly client: Client;
  readonly said: Said[];
  readonly buyer: number;
  readonly plan: Plan;
  /** Of two that send the same order, the one that goes on with it. */
  readonly leads: boolean;
};

export const isAsked = ({ stripeFaults }: ChaosScenario, kind: StripeFault["kind"]) =>
  stripeFaults.some((fault) => fault.kind === kind);

/** Waits on the clock, which moves when nothing else can happen. */
export function passes({ client, clock }: Pick<Buyer, "client" | "clock">, milliseconds: number): Promise<void> {
  return client.waits(new Promise((resolve) => clock.at(clock.now() + milliseconds, () => resolve(undefined))));
}
