import type { Cloud } from "#infra/local/cloud.ts";
import { ResponseLost } from "#infra/local/front/call.ts";
import { readTag } from "#infra/local/front/read-call.ts";
import type { Replay } from "#infra/local/replay/replay.ts";
import type { Gate } from "#infra/local/stripe/front.ts";
import type { StripeDouble } from "#infra/local/stripe/stripe-double.ts";
import type { Said } from "#test/chaos/buyer.ts";
import type { StripeFault } from "#test/chaos/stripe-kinds.ts";

/** Lets a function's calls of Stripe wait for their turn, and lets its instance die before or after one. */
export function stripeGate(replay: Replay, late: { readonly cloud?: Cloud }): Gate {
  return ({ method, path, headers }, carryOut) => {
    const tag = readTag(headers["x-local-call"]);
    const { cloud } = late;
    if (!tag || !cloud) return carryOut();
    const occurrence = { service: "stripe", functionName: replay.functionOf(tag) };
    const killed = () => {
      cloud.kill(tag.requestId);
      return "drop" as const;
    };
    const mortal = async () => {
      if (cloud.faults.take("kill-before", occurrence)) return killed();
      const dies = cloud.faults.take("kill-after", occurrence);
      const reply = await carryOut();
      return dies ? killed() : reply;
    };
    const outcome = (reply: Awaited<ReturnType<typeof carryOut>>) =>
      typeof reply === "string" ? reply : String(reply.status);
    const step = { action: `stripe ${method}`, entity: path };
    return replay.call(tag, step, mortal, outcome).catch((error: unknown) => {
      if (error instanceof ResponseLost) return "drop" as const;
      throw error;
    });
  };
}

export function breakStripe(double: StripeDouble, fault: StripeFault, seed: number): void {
  if (fault.kind === "stripe-error") {
    const { kind: _, ...rule } = fault;
    double.fail(rule);
  } else if (fault.kind === "webhooks-duplicated") double.setDelivery({ mode: "duplicate" });
  else if (fault.kind === "webhooks-withheld") double.setDelivery({ mode: "withhold" });
  else if (fault.kind === "webhooks-delayed") double.setDelivery({ mode: "deliver", delaySeconds: 20 });
  else if (fault.kind === "webhooks-reordered") double.setDelivery({ mode: "deliver", shuffle: seed });
}

/** How often what was asked for really happened. */
export function struckAtStripe(double: StripeDouble, faults: readonly StripeFault[], said: readonly Said[]) {
  const deliveries = double.ledger().deliveries.length;
  const told = (what: Said["what"]) => said.filter((each) => each.what === what).length;
  const counts: Readonly<Record<StripeFault["kind"], number>> = {
    "stripe-error": double.struck(),
    "webhooks-duplicated": deliveries,
    "webhooks-withheld": deliveries,
    "webhooks-delayed": deliveries,
    // One alone has no order.
    "webhooks-reordered": Math.max(0, deliveries - 1),
    "webhooks-forged": told("forged"),
    "keys-forgotten": told("forgotten"),
  };
  const struck = faults.map(({ kind }): [string, number] => [kind, counts[kind]]);
  return Object.fromEntries(struck.filter(([, times]) => times > 0));
}

/** From now on Stripe tells everything, and what it has withheld. */
export function mendStripe(double: StripeDouble): void {
  double.heal();
  double.setDelivery({ mode: "deliver" });
  double.release();
}
