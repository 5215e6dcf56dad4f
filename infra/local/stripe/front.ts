import { type Api, type ApiReply, answer } from "./api.ts";
import { type Controls, control } from "./controls.ts";
import { type Handler, type HttpReply, type HttpRequest, plain } from "./http-listener.ts";
import { authenticationPage, paymentsPage } from "./pages.ts";
import { findIntent } from "./payment-intents.ts";
import { answerChallenge } from "./settling.ts";
import { StripeError } from "./stripe-error.ts";
import type { Work } from "./work.ts";

/** Web pages may call the API, as Stripe.js does; the controls they may not. */
const CORS = {
  "Access-Control-Allow-Headers": "*, Authorization",
  "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Expose-Headers": "Request-Id, Idempotent-Replayed",
};

/** An answer, or a connection left silent or cut. */
type Reply = Awaited<ReturnType<Handler>>;
/** Called around the handling of every API request: decides when it is carried out, or changes its answer. */
export type Gate = (
  request: Pick<HttpRequest, "method" | "path" | "headers">,
  carryOut: () => Promise<Reply>,
) => Promise<Reply>;

/** Which of the double's three faces a request wants: the API, the controls, or a page. */
export const front =
  (api: Api, controls: Controls, work: () => Work, gate: Gate) =>
  async (request: HttpRequest): Promise<Reply> => {
    const { method, path } = request;
    if (path.startsWith("/v1/"))
      return method === "OPTIONS" ? { status: 204, headers: CORS, body: "" } : gate(request, () => v1(api, request));
    if (fromElsewhere(request)) return plain(403, "Not for other web pages\n");
    const [, asked] = /^\/_double\/intents\/([^/]+)\/authenticate$/.exec(path) ?? [];
    if (path === "/" || asked !== undefined) return showErrors(async () => pageFor(controls, work, request, asked));
    return showErrors(async () => json({ status: 200, headers: {}, body: await control(controls, request) }));
  };

const v1 = async (api: Api, request: HttpRequest): Promise<Reply> => {
  const reply = await answer(api, request);
  return typeof reply === "string" ? reply : json({ ...reply, headers: { ...CORS, ...reply.headers } });
};

const pageFor = (controls: Controls, work: () => Work, request: HttpRequest, asked: string | undefined): HttpReply => {
  if (asked === undefined) return html(paymentsPage(controls.ledger().intents));
  const intent = findIntent(work(), asked);
  if (request.method !== "POST") return html(authenticationPage(intent));
  const outcome = new URLSearchParams(request.body).get("outcome") === "failed" ? "failed" : "succeeded";
  answerChallenge(work(), asked, outcome === "succeeded");
  const back = intent.next_action?.redirect_to_url?.return_url;
  if (typeof back !== "string") return plain(200, "Done. You can close this page.\n");
  const url = new URL(back);
  url.searchParams.set("payment_intent", intent.id);
  url.searchParams.set("payment_intent_client_secret", intent.client_secret ?? "");
  url.searchParams.set("redirect_status", outcome);
  return { status: 303, headers: { Location: url.href }, body: "" };
};

const fromElsewhere = ({ headers }: HttpRequest): boolean =>
  headers.origin !== undefined && headers.origin !== `http://${headers.host}`;

const showErrors = async (run: () => Promise<HttpReply>): Promise<HttpReply> => {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof StripeError)) throw error;
    return json({ status: error.status, headers: {}, body: error.body("req_control") });
  }
};

const json = ({ status, headers, body }: ApiReply): HttpReply => ({
  status,
  headers: { "Content-Type": "application/json", ...headers },
  body: `${JSON.stringify(body, null, 2)}\n`,
});

const html = (body: string): HttpReply => ({
  status: 200,
  headers: {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "Content-Type": "text/html; charset=utf-8",
  },
  body,
});
