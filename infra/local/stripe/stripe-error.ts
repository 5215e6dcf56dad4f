type ErrorType = "invalid_request_error" | "card_error" | "api_error" | "idempotency_error";

/** Everything inside `error` apart from what the server adds (`type`, `doc_url`, `request_log_url`). */
type ErrorDetail = {
  readonly message: string;
  readonly code?: string | undefined;
  readonly param?: string | undefined;
  readonly [more: string]: unknown;
};

/** An answer in Stripe's error shape, thrown from wherever the reason is known. */
export class StripeError extends Error {
  readonly status: number;
  readonly type: ErrorType;
  readonly detail: ErrorDetail;

  constructor(status: number, type: ErrorType, detail: ErrorDetail) {
    super(detail.message);
    this.status = status;
    this.type = type;
    this.detail = detail;
  }

  body(requestId: string): { error: Record<string, unknown> } {
    const { code } = this.detail;
    const request_log_url = `https://dashboard.stripe.com/test/logs/${requestId}`;
    return { error: { ...this.detail, ...(code && { doc_url: docUrl(code) }), request_log_url, type: this.type } };
  }
}

export const docUrl = (code: string): string => `https://stripe.com/docs/error-codes/${code.replaceAll("_", "-")}`;

export const invalidRequest = (message: string, param?: string, code?: string, more: object = {}): StripeError =>
  new StripeError(400, "invalid_request_error", { message, param, code, ...more });

export const missingResource = (kind: string, id: string, param: string): StripeError =>
  new StripeError(404, "invalid_request_error", {
    code: "resource_missing",
    message: `No such ${kind}: '${id}'`,
    param,
  });
