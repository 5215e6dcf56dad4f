import { API_VERSION } from "./api-version.ts";
import { authenticate, type Caller, type Keys, secretKeyRequired } from "./authentication.ts";
import type { Endpoint } from "./endpoint.ts";
import { findEndpoint } from "./endpoints.ts";
import type { Cause } from "./events.ts";
import { expanding } from "./expand.ts";
import { type FaultRule, type Faults, injectedError } from "./faults.ts";
import { canonicalForm, decodeForm, type Form } from "./form-encoding.ts";
import type { HttpRequest } from "./http-listener.ts";
import type { Idempotency } from "./idempotency.ts";
import type { Ids } from "./object-ids.ts";
import { list, text } from "./parameters.ts";
import { asSeenPublicly } from "./publishable-view.ts";
import { invalidRequest, StripeError } from "./stripe-error.ts";
import type { Work } from "./work.ts";

export type ApiReply = { readonly status: number; readonly body: object; readonly headers: Record<string, string> };
/** An answer, or a connection left silent or cut. */
type ApiAnswer = ApiReply | "timeout" | "drop";

export type Api = {
  readonly keys: Keys;
  readonly faults: Faults;
  readonly idempotency: Idempotency;
  readonly newRequestId: Ids["newRequestId"];
  /** Seconds since the epoch. */
  readonly now: () => number;
  readonly workFor: (cause: Cause) => Work;
};

export const answer = async (api: Api, request: HttpRequest): Promise<ApiAnswer> => {
  const requestId = api.newRequestId();
  const { method, path, headers: sent } = request;
  const key = method === "POST" ? sent["idempotency-key"]?.toString() : undefined;
  const headers = { "Request-Id": requestId, "Stripe-Version": API_VERSION, ...(key && { "Idempotency-Key": key }) };
  try {
    const form = decodeForm(encodedIn(request));
    const caller = authenticate(sent.authorization, form, api.keys);
    checkVersion(sent["stripe-version"]?.toString());
    const { endpoint, id } = findEndpoint(method, path);
    if (caller === "publishable" && endpoint.publishable !== true) throw secretKeyRequired();
    const fault = api.faults.take(method, path, endpoint);
    if (fault !== undefined && isLostOnTheWay(fault)) return lost(fault);
    const cause = { id: requestId, idempotency_key: key ?? null };
    const reply = await onceByKey(api, request, cause, fault, () =>
      prepared(api, endpoint, { id, form, caller }, cause),
    );
    if (fault?.status === "timeout" || fault?.status === "drop") return fault.status;
    return { ...reply, headers: { ...headers, ...reply.headers } };
  } catch (error) {
    return { ...errorReply(error, requestId), headers };
  }
};

/** Injected before the endpoint would begin executing, so that no key remembers it. */
const isLostOnTheWay = (fault: FaultRule): boolean =>
  !fault.afterApply && fault.status !== "hold" && !(typeof fault.status === "number" && isRemembered(fault));

const isRemembered = ({ status, remembered = status === 500 }: FaultRule): boolean => remembered;

const lost = ({ status }: FaultRule): "timeout" | "drop" => {
  if (typeof status === "number") throw injectedError(status);
  return status === "drop" ? "drop" : "timeout";
};

/** Executes, or replays what the same key answered before. */
const onceByKey = async (
  api: Api,
  request: HttpRequest,
  { id: requestId, idempotency_key: key }: Cause & { readonly id: string },
  fault: FaultRule | undefined,
  prepare: () => () => object,
): Promise<ApiReply> => {
  const keyed = { key: key ?? "", path: request.path, form: canonicalForm(encodedIn(request)), requestId };
  const attempt = key === null ? undefined : api.idempotency.begin(keyed, api.now());
  if (attempt?.replayed !== undefined) {
    const { status, body, requestId: original } = attempt.replayed;
    const headers = { "Idempotent-Replayed": "true", "Original-Request": original, ...notAgain(status) };
    return { status, body, headers };
  }
  try {
    if (fault?.status === "hold") await api.faults.held();
    const { shown, kept } = carriedOut(prepare(), fault, requestId);
    attempt?.save(kept.status, kept.body);
    return shown;
  } finally {
    attempt?.end();
  }
};

/** What the caller sees, and what its key remembers. */
const carriedOut = (run: () => object, fault: FaultRule | undefined, requestId: string) => {
  const execute = (): ApiReply => {
    try {
      return { status: 200, body: run(), headers: {} };
    } catch (error) {
      return errorReply(error, requestId);
    }
  };
  if (typeof fault?.status !== "number") {
    const done = execute();
    return { shown: done, kept: done };
  }
  const done = fault.afterApply ? execute() : undefined;
  const injected = errorReply(injectedError(fault.status), requestId);
  if (done !== undefined && !isRemembered(fault)) return { shown: injected, kept: done };
  return { shown: { ...injected, headers: notAgain(fault.status) }, kept: injected };
};

const errorReply = (error: unknown, requestId: string): ApiReply => {
  if (!(error instanceof StripeError)) throw error;
  return { status: error.status, body: error.body(requestId), headers: {} };
};

/** What the key has saved would only be replayed. */
const notAgain = (status: number): Record<string, string> => (status < 500 ? {} : { "Stripe-Should-Retry": "false" });

/** Checks everything about the parameters; the answered function does the work, expands and hides. */
const prepared = (
  api: Api,
  endpoint: Endpoint,
  { id, form, caller }: { readonly id: string; readonly form: Form; readonly caller: Caller },
  cause: Cause,
): (() => object) => {
  const expand = form.get("expand");
  form.delete("expand");
  const names = expand === undefined ? [] : list(text())(expand, "expand");
  const expands = names.map((name) => expanding(name, endpoint.answers, endpoint.lists === true));
  const execute = endpoint.prepare({ caller, id, params: form });
  return () => {
    const work = api.workFor(cause);
    const full = () => expands.reduce<object>((object, expand) => expand(object, work), execute(work));
    return caller === "publishable" ? asSeenPublicly(full) : full();
  };
};

const encodedIn = ({ method, query, body }: HttpRequest): string => (method === "GET" ? query : body);

const checkVersion = (version: string | undefined): void => {
  if (version === undefined || version === API_VERSION) return;
  throw invalidRequest(`The Stripe double speaks API version ${API_VERSION} only, not ${version}.`);
};
