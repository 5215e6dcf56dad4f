import { Fault } from "#infra/local/faults/fault.ts";
import { seededRandom, shuffled } from "#infra/local/random.ts";
import { chances } from "#test/chaos/chances.ts";
import { type StripeFault, stripeKinds, together } from "#test/chaos/stripe-kinds.ts";

/** Every kind of fault there is, at AWS and at Stripe. */
export const faultKinds: readonly string[] = [...Fault.options.map(({ shape }) => shape.kind.value), ...stripeKinds];

/** How a buyer behaves. */
export type Plan = {
  readonly quantity: number;
  /** Sends the same request twice at once, as a double click does. */
  readonly twice: boolean;
  readonly pays:
    | "at once"
    | "after a decline"
    | "by 3-D Secure"
    | "slowly"
    | "so slowly that the hold ends"
    | "when the hold ends"
    | "long after the hold"
    | "never";
  /** Minutes after the first buyers; late enough, and places that were held are on sale again. */
  readonly comes: number;
  /** Cancels the order, whatever became of the payment. */
  readonly cancels: boolean;
};

/** One run of the main job: an event with few places, buyers who want them, and what goes wrong meanwhile. */
export type ChaosScenario = {
  readonly seed: number;
  readonly places: number;
  readonly price: number;
  readonly buyers: readonly Plan[];
  /** How many scan each ticket at once. */
  readonly scanners: number;
  readonly faults: readonly Fault[];
  readonly stripeFaults: readonly StripeFault[];
  /** Minutes that pass in one go once everybody is done: past every hold, its message's tries and the sweep behind it. */
  readonly pauses: readonly number[];
};

/** The same scenario for the same seed, always. */
export function scenarioOf(seed: number): ChaosScenario {
  // Neighbouring seeds would begin alike: the first throws are thrown away.
  const random = seededRandom(seed * 7919);
  for (let thrown = 0; thrown < 8; thrown++) random();
  const upTo = (most: number) => Math.floor(random() * most);
  const one = <T>(choices: readonly [T, ...T[]]): T => choices[upTo(choices.length)] ?? choices[0];

  const buyers = Array.from({ length: 2 + upTo(3) }, (): Plan => {
    const cancels = random() < 0.3;
    const quantity = 1 + upTo(2);
    const comes = random() < 0.15 ? 16 + upTo(20) : 0;
    const twice = random() < (cancels ? 0.7 : 0.25);
    return {
      ...{ cancels, quantity, comes, twice },
      // Who cancels by two taps has not paid, so that releases of one hold meet; who cancels by one may have.
      pays: one(
        cancels
          ? twice
            ? ["never", "never", "never", "slowly"]
            : ["never", "never", "at once", "slowly"]
          : [
              "at once",
              "at once",
              "at once",
              "after a decline",
              "by 3-D Secure",
              "at once",
              "slowly",
              "so slowly that the hold ends",
              "when the hold ends",
              "long after the hold",
              "never",
            ],
      ),
    };
  });

  const chosen = together(
    shuffled(chances({ upTo, one }), random)
      .slice(0, 1 + upTo(4))
      .flatMap((make) => make()),
  ).slice(0, 4);
  const isAtStripe = (fault: (typeof chosen)[number]): fault is StripeFault => stripeKinds.has(fault.kind);
  return {
    seed,
    places: 2 + upTo(3),
    price: random() < 0.15 ? 0 : 2500,
    buyers,
    scanners: 2,
    faults: chosen.flatMap((fault) => (isAtStripe(fault) ? [] : [Fault.parse(fault)])),
    stripeFaults: chosen.filter(isAtStripe),
    pauses: random() < 0.3 ? [2, 14, 4, 4, 24] : [2, 46, 3],
  };
}
