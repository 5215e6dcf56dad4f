import { randomUUID } from "node:crypto";
import Stripe from "stripe";
import { login } from "#functions/auth/login.ts";
import { register } from "#functions/auth/register.ts";
import { verifyEmail } from "#functions/auth/verify-email.ts";
import { getOrder } from "#functions/orders/get-order.ts";
import { connect } from "#platform/client.ts";
import { atATime, must, until } from "#test/demo/steps.ts";

type Local = { readonly api: string; readonly mail: string; readonly stripe: string };
type Mail = {
  readonly destination: { readonly to: readonly string[] };
  readonly subject: string;
  readonly body: { readonly text?: string };
  readonly attachments: readonly unknown[];
};

/** Somebody who has logged in. */
export type Person = { readonly email: string; readonly password: string; readonly token: string };

/** A running stack as the people of the story use it: its API, their inbox, and Stripe in their browser. */
export type Stage = Awaited<ReturnType<typeof openStage>>;

export async function openStage(url: string) {
  const described = await fetch(new URL("/_local", url)).catch(() => undefined);
  must(described?.ok === true, `Nothing answers at ${url}: run "npm start" first, or name it with --api URL`);
  const local = (await described?.json()) as Local;
  const { call } = connect(local.api);

  // Hundreds may wait for a mail at once: they share one look into the inbox.
  let looking: Promise<Mail[]> | undefined;
  function inbox(): Promise<Mail[]> {
    looking ??= fetch(new URL("/store", local.mail))
      .then(async (response) => ((await response.json()) as { emails: Mail[] }).emails)
      .finally(() => {
        looking = undefined;
      });
    return looking;
  }
  const mailTo = (email: string, subject: RegExp) =>
    until(`The mail ${subject} to ${email}`, async () =>
      (await inbox()).findLast(
        (mail) => subject.test(mail.subject) && mail.destination.to.some((to) => to.includes(email)),
      ),
    );

  /** Registers people, verifies each with the token mailed to them, and logs them in. */
  async function signUp(names: readonly string[], width = 8): Promise<Person[]> {
    const password = `demo ${randomUUID()}`;
    const emails = names.map((name) => `${name}.${randomUUID().slice(0, 8)}@example.com`);
    await atATime(width, emails, async (email) => {
      const { problem } = await call(register, { email, password, firstName: "Demo", lastName: "Person" });
      must(!problem, `Registering answered ${problem?.code}`);
    });
    return atATime(width, emails, async (email) => {
      const mail = await mailTo(email, /verify/i);
      const token = /^\s*([\w-]+\.[\w-]+\.[\w-]+)\s*$/m.exec(mail.body.text ?? "")?.[1] ?? "";
      const { problem } = await call(verifyEmail, { token });
      must(!problem, `Verifying answered ${problem?.code}`);
      return logIn({ email, password });
    });
  }

  async function logIn({ email, password }: Pick<Person, "email" | "password">): Promise<Person> {
    const { body } = await call(login, { email, password });
    return { email, password, token: body.accessToken };
  }

  async function control(path: string, at: string, body: object): Promise<unknown> {
    const headers = { "content-type": "application/json" };
    const response = await fetch(new URL(path, at), { method: "POST", headers, body: JSON.stringify(body) });
    must(response.ok, `${path} answered ${response.status}`);
    return response.json().catch(() => undefined);
  }

  /** Has Stripe's double do what no buyer can: a bank's word, a failure. */
  const stripeDoes = (path: string, body: object = {}) => control(path, local.stripe, body);

  /** Moves the stack's clock on, and waits until all that was due meanwhile has been done. */
  async function minutesPass(minutes: number): Promise<void> {
    await control("/_local/settle", local.api, {});
    await control("/_local/clock", local.api, { advanceSeconds: 60 * minutes });
    await control("/_local/settle", local.api, {});
  }

  /** Pays as a browser does: with the publishable key and the client secret. Answers the PaymentIntent's status. */
  async function pay(
    { clientSecret, publishableKey }: { readonly clientSecret: string; readonly publishableKey: string },
    payment_method = "pm_card_visa",
  ): Promise<string> {
    const { hostname, port, protocol } = new URL(local.stripe);
    const at = {
      host: hostname,
      port: Number(port) || 443,
      protocol: protocol === "http:" ? "http" : "https",
    } as const;
    const stripe = new Stripe(publishableKey, { ...at, telemetry: false });
    const intentId = clientSecret.replace(/_secret_.*/, "");
    // The server client's types leave out what Stripe.js sends; the API takes both.
    const asBrowser = { client_secret: clientSecret, payment_method } as Stripe.PaymentIntentConfirmParams;
    return (await stripe.paymentIntents.confirm(intentId, asBrowser)).status;
  }

  const confirmed = (orderId: string, token: string) =>
    until(`The confirmation of order ${orderId}`, async () => {
      const { body } = await call(getOrder, { orderId }, { token });
      return body.status === "confirmed" ? body : undefined;
    });

  return { ...local, call, signUp, logIn, pay, mailTo, confirmed, stripeDoes, minutesPass };
}
