import { API_VERSION } from "./api-version.ts";
import type { Caller, Keys } from "./authentication.ts";
import { authenticate, secretKeyRequired } from "./authentication.ts";
import type { Endpoint } from "./endpoint.ts";
import { findEndpoint } from "./endpoints.ts";
import type { Cause } from "./events.ts";
import { expandObject, expandPath } from "./expand.ts";
import type { FaultRule, Faults } from "./faults.ts";
import { injectedError } from "./faults.ts";
import type { Form } from "./form-encoding.ts";
import { canonicalForm, decodeForm } from "./form-encoding.ts";
import type { Idempotency } from "./idempotency.ts";
import type { Ids } from "./object-ids.ts";
import { list, text } from "./parameters.ts";
import { asSeenPublicly } from "./publishable-view.ts";
import { invalidRequest, StripeError } from "./stripe-error.ts";
import type { Work } from "./work.ts";

/** One HTTP request below `/v1`. */
type ApiCall = {
  readonly method: string;
  readonly path: string;
  /** The query of a GET, the body of a POST. */
  readonly encoded: string;
  readonly authorization: string | undefined;
  readonly idempotencyKey: string | undefined;
  readonly version: string | undefined;
};

export type ApiReply = { readonly status: number; readonly body: object; readonly headers: Record<string, string> };
/** An answer, or a connection left silent or cut. */
type ApiAnswer = ApiReply | "timeout" | "drop";

export type Api = {
  readonly keys: Keys;
  readonly faults: Faults;
  readonly idempotency: Idempotency;
  readonly newRequestId: Ids["newRequestId"];
  readonly workFor: (cause: Cause) => Work;
};

export const answer = async (api: Api, call: ApiCall): Promise<ApiAnswer> => {
  const requestId = api.newRequestId();
  const headers = { "Request-Id": requestId, "Stripe-Version": API_VERSION, ...keyHeader(call) };
  try {
    const form = decodeForm(call.encoded);
    const caller = authenticate(call.authorization, form, api.keys);
    checkVersion(call.version);
    const { endpoint, id } = findEndpoint(call.method, call.path);
    if (caller === "publishable" && endpoint.publishable !== true) throw secretKeyRequired();
    const fault = api.faults.take(call.method, call.path, endpoint);
    if (fault !== undefined && !fault.afterApply && lostOnTheWay(fault)) return lost(fault);
    const result = await onceByKey(api, call, requestId, fault, () => {
      return prepared(api, endpoint, { id, form, caller }, { id: requestId, idempotency_key: keyOf(call) ?? null });
    });
    if (fault?.status === "timeout" || fault?.status === "drop") return fault.status;
    return { ...result, headers: { ...headers, ...result.headers } };
  } catch (error) {
    if (!(error instanceof StripeError)) throw error;
    return { status: error.status, body: error.body(requestId), headers };
  }
};

/** Injected before the endpoint would begin executing, so that no key remembers it. */
const lostOnTheWay = ({ status, remembered }: FaultRule): boolean =>
  status === "timeout" || status === "drop" || (status !== "hold" && !isRemembered({ status, remembered }));

const isRemembered = ({ status, remembered }: Pick<FaultRule, "status" | "remembered">): boolean =>
  remembered ?? status === 500;

const lost = ({ status }: FaultRule): "timeout" | "drop" => {
  if (typeof status === "number") throw injectedError(status);
  return status === "drop" ? "drop" : "timeout";
};

type Result = { readonly status: number; readonly body: object; readonly headers?: Record<string, string> };

/** Executes, or replays what the same key answered before. */
const onceByKey = async (
  api: Api,
  call: ApiCall,
  requestId: string,
  fault: FaultRule | undefined,
  prepare: () => () => object,
): Promise<Result> => {
  const key = keyOf(call);
  const request = { key: key ?? "", path: call.path, form: canonicalForm(call.encoded), requestId };
  const { now } = api.workFor({ id: null, idempotency_key: null });
  const attempt = key === undefined ? undefined : api.idempotency.begin(request, now);
  if (attempt?.replayed !== undefined) {
    const { status, body, requestId: original } = attempt.replayed;
    const headers = { "Idempotent-Replayed": "true", "Original-Request": original, ...notAgain(status) };
    return { status, body, headers };
  }
  try {
    if (fault?.status === "hold") await api.faults.held();
    const run = prepare();
    const { shown, kept } = outcomeOf(run, fault, requestId);
    if (kept !== undefined) attempt?.save(kept.status, kept.body);
    return shown;
  } finally {
    attempt?.end();
  }
};

/** What the caller sees, and what its key remembers. */
type Outcome = { readonly shown: Result; readonly kept: Result | undefined };

const outcomeOf = (run: () => object, fault: FaultRule | undefined, requestId: string): Outcome => {
  if (typeof fault?.status !== "number") {
    const executed = executedResult(run, requestId);
    return { shown: executed, kept: executed };
  }
  const executed = fault.afterApply ? executedResult(run, requestId) : undefined;
  const { status, body } = { status: fault.status, body: injectedError(fault.status).body(requestId) };
  const kept = isRemembered(fault);
  const injected = { status, body, headers: kept ? notAgain(status) : {} };
  return { shown: injected, kept: kept ? injected : executed };
};

/** What the key has saved would only be replayed. */
const notAgain = (status: number): Record<string, string> => (status < 500 ? {} : { "Stripe-Should-Retry": "false" });

const executedResult = (run: () => object, requestId: string): Result => {
  try {
    return { status: 200, body: run() };
  } catch (error) {
    if (!(error instanceof StripeError)) throw error;
    return { status: error.status, body: error.body(requestId) };
  }
};

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
  const paths = names.map((name) => expandPath(name, endpoint.answers, endpoint.lists === true));
  const execute = endpoint.prepare({ caller, id, params: form });
  return () => {
    const work = api.workFor(cause);
    const full = () => paths.reduce<object>((object, path) => expandObject(object, path, work.records), execute(work));
    return caller === "publishable" ? asSeenPublicly(full) : full();
  };
};

const keyOf = (call: ApiCall): string | undefined => (call.method === "POST" ? call.idempotencyKey : undefined);

const keyHeader = (call: ApiCall): Record<string, string> => {
  const key = keyOf(call);
  return key === undefined ? {} : { "Idempotency-Key": key };
};

const checkVersion = (version: string | undefined): void => {
  if (version === undefined || version === API_VERSION) return;
  throw invalidRequest(`The Stripe double speaks API version ${API_VERSION} only, not ${version}.`);
};
