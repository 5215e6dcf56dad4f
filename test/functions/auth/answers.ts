import type { Answer } from "#platform/client.ts";

const ofEachRequest = ["date", "x-request-id", "apigw-requestid", "connection", "keep-alive"];

/** All that a caller can learn from an answer, apart from which request it was and when. */
export function told({ status, headers, problem, text }: Answer) {
  const kept = [...headers].filter(([name]) => !ofEachRequest.includes(name)).sort();
  return { status, headers: Object.fromEntries(kept), body: problem ? { ...problem, requestId: "" } : text };
}
