import type * as z from "zod";
import type { Fault, FaultKind } from "#infra/local/faults/fault.ts";
import { stack } from "#test/support/this-stack.ts";

type Wrong = z.input<typeof Fault>;

/** What goes wrong in the local cloud from now on, in place of all that did before; nothing more by an empty list. */
export async function goesWrong(...faults: readonly Wrong[]): Promise<void> {
  const init = { method: "POST", body: JSON.stringify({ faults }) };
  const response = await fetch(new URL("/_local/faults", stack().api), init);
  if (!response.ok) throw new Error(`/_local/faults: ${response.status} ${await response.text()}`);
}

export const nothingGoesWrong = () => goesWrong();

/** Waits until a fault of this kind has hit something. */
export async function hasHit(kind: FaultKind): Promise<void> {
  for (;;) {
    const response = await fetch(new URL("/_local/faults", stack().api));
    const { fired } = (await response.json()) as { fired: Partial<Record<FaultKind, number>> };
    if (fired[kind]) return;
  }
}

/** What a reaction or operation is called as a function. */
export const functionNamed = (id: string) => `bilten-local-${id.replaceAll("/", "-")}`;

/** Every such call of a function is refused, with an error that the SDK does not try again. */
export const refused = (id: string, service: string, operation: string): Wrong => ({
  ...{ kind: "error-before", service, operation, functionName: functionNamed(id) },
  ...{ error: "ValidationException", times: 10_000 },
});
