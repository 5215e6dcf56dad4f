import type Stripe from "stripe";
import * as z from "zod";
import { signatureOf } from "./webhook-request.ts";

/** Something that pretends to be a webhook: an event of the ledger, made to claim something else, and what is wrong. */
export const BadWebhook = z.strictObject({
  event: z.string(),
  /** The type to claim, and fields of its object. */
  type: z.string().optional(),
  change: z.record(z.string(), z.unknown()).default({}),
  /** What to send in place of the event. */
  body: z.unknown().optional(),
  /** `altered` after it was signed; `forged` with another secret; `stale`, `future` and `odd` with the right one. */
  flaw: z.enum(["altered", "forged", "future", "odd", "stale", "unsigned"]),
  /** How far from now `stale` and `future` are; clients take 300 s. */
  secondsOff: z.int().min(0).default(301),
});

/** The body of a bad webhook, and its signature, if it has one. */
export const badWebhook = (
  genuine: Stripe.Event,
  { type = genuine.type, change, body, flaw, secondsOff }: z.output<typeof BadWebhook>,
  signing: { readonly secrets: readonly string[]; readonly seconds: number },
): { payload: string; signature: string | undefined } => {
  const { secrets, seconds } = signing;
  const told = { ...genuine, type, data: { object: { ...genuine.data.object, ...change } } };
  const payload = JSON.stringify(body === undefined ? told : body);
  switch (flaw) {
    case "altered":
      return { payload, signature: signatureOf(JSON.stringify(genuine, null, 2), secrets, seconds) };
    case "forged":
      return {
        payload,
        signature: signatureOf(
          payload,
          secrets.map((secret) => `${secret}x`),
          seconds,
        ),
      };
    case "future":
      return { payload, signature: signatureOf(payload, secrets, seconds + secondsOff) };
    case "odd":
      return { payload, signature: signatureOf(payload, secrets, seconds) };
    case "stale":
      return { payload, signature: signatureOf(payload, secrets, seconds - secondsOff) };
    case "unsigned":
      return { payload, signature: undefined };
  }
};
