import { createHmac } from "node:crypto";

const TIMEOUT_MS = 30_000;

/** `t=…,v1=…` over the exact bytes sent, with the time of this very attempt; one `v1` for each secret. */
export const signatureOf = (payload: string, secrets: readonly string[], seconds: number): string => {
  const signed = (secret: string) => createHmac("sha256", secret).update(`${seconds}.${payload}`).digest("hex");
  return [`t=${seconds}`, ...secrets.map((secret) => `v1=${signed(secret)}`)].join(",");
};

/** One attempt: the HTTP status answered, or why there was none. A redirect is an answer, and not followed. */
export const postWebhook = async (
  url: string,
  payload: string,
  signature: string | undefined,
  stopped: AbortSignal,
): Promise<number | string> => {
  try {
    const response = await fetch(url, {
      method: "POST",
      body: payload,
      redirect: "manual",
      signal: AbortSignal.any([stopped, AbortSignal.timeout(TIMEOUT_MS)]),
      headers: {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
        ...(signature !== undefined && { "Stripe-Signature": signature }),
      },
    });
    await response.body?.cancel();
    return response.status;
  } catch (error) {
    return reasonOf(error);
  }
};

/** `fetch` only says that it failed; why is in the cause. */
export const reasonOf = (error: unknown): string => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
};
