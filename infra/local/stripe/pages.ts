import type Stripe from "stripe";
import { asMoney } from "./currencies.ts";

/** What this is, and the payments it holds, newest first. */
export const paymentsPage = (intents: readonly Stripe.PaymentIntent[]): string =>
  page(
    "Stripe double",
    `<p>A stand-in for Stripe on this machine. No money moves. Pay with a test payment method such as
<code>pm_card_visa</code>; the controls are below <code>/_double/</code>.</p>
<table><thead><tr><th>Created<th>Payment<th>Amount<th>Status<th>Description<th>Metadata</tr></thead><tbody>
${intents.toReversed().map(row).join("\n")}
</tbody></table>`,
  );

/** Stands for the bank's 3D Secure page. */
export const authenticationPage = (intent: Stripe.PaymentIntent): string =>
  page(
    "3D Secure, in effigy",
    `<p>Your bank asks: do you want to pay ${escaped(asMoney(intent.amount, intent.currency))}?</p>
<form method="post"><button name="outcome" value="succeeded">Complete</button>
<button name="outcome" value="failed">Fail</button></form>`,
  );

const row = (intent: Stripe.PaymentIntent): string => {
  const cells = [
    new Date(intent.created * 1000).toISOString(),
    intent.id,
    asMoney(intent.amount, intent.currency),
    intent.status,
    intent.description ?? "",
    JSON.stringify(intent.metadata),
  ];
  return `<tr>${cells.map((cell) => `<td>${escaped(cell)}`).join("")}</tr>`;
};

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>${escaped(title)}</title>
<style>body{font:15px system-ui;margin:2rem}td,th{padding:.3rem .8rem;text-align:left;border-bottom:1px solid #ddd}</style>
<h1>${escaped(title)}</h1>
${body}
</html>
`;

const escaped = (value: string): string => value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
