export type Account = { readonly email: string; readonly password: string };
export type Demo = {
  readonly organizer: Account;
  readonly buyer: Account;
  readonly admin: Account;
  readonly eventId: string;
  readonly ticketTypeId: string;
};

/** What `--json` prints and `GET /_local` answers. */
export type Ready = {
  /** The API's origin, without `/v1`. */
  readonly api: string;
  readonly docs: string;
  readonly mail: string;
  readonly stripe: string;
  readonly demo?: Demo;
};

/** The screen a newcomer sees. */
export function screen(ready: Ready, stripeKey: string): string {
  const { api, docs, mail, stripe, demo } = ready;
  const lines = [
    "",
    "Bilten is running.",
    "",
    `  API       ${api}/v1`,
    `  Docs      ${docs}`,
    `  Mail      ${mail}`,
    `  Stripe    ${stripe}`,
  ];
  if (!demo) return [...lines, "", "Ctrl-C stops it.", ""].join("\n");
  return [
    ...lines,
    "",
    `  Organizer ${demo.organizer.email}   Buyer ${demo.buyer.email}   Admin ${demo.admin.email}`,
    `  Password  ${demo.buyer.password}`,
    "",
    "Log in as the buyer and buy a ticket (paste this into another terminal):",
    "",
    purchase(ready, demo, stripeKey),
    "",
    "Ctrl-C stops it. What happens is printed below.",
    "",
  ].join("\n");
}

/** Shell that logs in, holds a ticket, pays for it with Stripe's test card and shows it. */
export function purchase({ api, stripe }: Ready, demo: Demo, stripeKey: string): string {
  const { email, password } = demo.buyer;
  return `API=${api}
field() { node -pe "JSON.parse(require('fs').readFileSync(0, 'utf8')).$1"; }
TOKEN=$(curl -sf $API/v1/auth/login -H 'content-type: application/json' \\
  -d '{"email":"${email}","password":"${password}"}' | field accessToken)
ORDER=$(curl -sf $API/v1/orders -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' \\
  -H "idempotency-key: order-$(date +%s)-$$" \\
  -d '{"eventId":"${demo.eventId}","lines":[{"ticketTypeId":"${demo.ticketTypeId}","quantity":1}]}')
INTENT=$(echo "$ORDER" | field payment.clientSecret | sed 's/_secret_.*//')
curl -sf ${stripe}/v1/payment_intents/$INTENT/confirm -u ${stripeKey}: -d payment_method=pm_card_visa | field status
until curl -sf $API/v1/orders/$(echo "$ORDER" | field orderId) -H "authorization: Bearer $TOKEN" | field status | grep confirmed; do sleep 0.2; done
curl -sf $API/v1/tickets -H "authorization: Bearer $TOKEN" | field 'items[0]'`;
}
