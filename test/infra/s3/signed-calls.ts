import { Readable } from "node:stream";
import type { Row, Storage } from "./opened-storage.ts";
import { type How, sentBySdk } from "./sent-by-sdk.ts";

const after = (name: string, value: string): How => ({
  after: ({ headers }) => Object.assign(headers, { [name]: value }),
});
const to = (change: { path?: string; method?: string }): How => ({
  after: (request) => Object.assign(request, change),
});
const late = (minutes: number): How => ({ config: { systemClockOffset: -minutes * 60_000 } });
const toSqs: How = {
  after: ({ headers }) => Object.assign(headers, { authorization: headers.authorization?.replace("/s3/", "/sqs/") }),
};
const unsigned: How = {
  before: ({ headers }) => Object.assign(headers, { "x-amz-content-sha256": "UNSIGNED-PAYLOAD" }),
  after: (request) => Object.assign(request, { body: "HELLO" }),
  config: { requestChecksumCalculation: "WHEN_REQUIRED" },
};

/** What bears a signature in its header, and what becomes of it if it is altered afterwards. */
export function signedCalls(s3: Storage): Row[] {
  const { put, get } = sentBySdk(s3);
  return [
    ["a text", () => put(), 200],
    ["nothing at all", () => put({ Body: "" }), 200],
    ["a key of signs, spaces and letters beyond ASCII", () => put({ Key: "a b/é+~(1)!'*&=?#%.txt" }), 200],
    ["a header with spaces", () => put({ Metadata: { a: "  b   c " } }), 200],
    ["a stream, in chunks with a trailer", () => put({ Body: Readable.from(["hel", "lo"]), ContentLength: 5 }), 200],
    ["a body said not to be signed", () => put({}, unsigned), 200],
    ["a wrong secret", () => put({}, { config: s3.wrongSecret }), 403, "SignatureDoesNotMatch"],
    ["a key that does not exist", () => put({}, { config: s3.someoneElse }), 403, "InvalidAccessKeyId"],
    ["a role's key without its token", () => put({}, { config: s3.noToken }), 403, "InvalidAccessKeyId"],
    ["a wrong token", () => put({}, { config: s3.wrongToken }), 400, "InvalidToken"],
    ["another region", () => put({}, { config: s3.wrongRegion }), 400, "AuthorizationHeaderMalformed"],
    ["another service", () => put({}, toSqs), 400, "AuthorizationHeaderMalformed"],
    ["another key than signed", () => get("there.txt", to({ path: "/media/x" })), 403, "SignatureDoesNotMatch"],
    ["another bucket", () => get("there.txt", to({ path: "/public/there.txt" })), 403, "SignatureDoesNotMatch"],
    ["another method", () => get("there.txt", to({ method: "DELETE" })), 403, "SignatureDoesNotMatch"],
    ["another host", () => get("there.txt", after("host", "s3.amazonaws.com")), 403, "SignatureDoesNotMatch"],
    ["a signed header altered", () => put({}, after("content-type", "a/b")), 403, "SignatureDoesNotMatch"],
    ["an x-amz header added", () => put({}, after("x-amz-meta-more", "1")), 403, "AccessDenied"],
    ["another header added", () => put({}, after("cache-control", "no-store")), 200],
    [
      "a body altered",
      () => put({}, { after: (it) => Object.assign(it, { body: "HELLO" }) }),
      400,
      "XAmzContentSHA256Mismatch",
    ],
    [
      "no hash of the body",
      () => put({}, { after: ({ headers }) => delete headers["x-amz-content-sha256"] }),
      400,
      "InvalidRequest",
    ],
    [
      "a scheme nobody knows",
      () => put({}, after("authorization", "AWS4 nonsense")),
      400,
      "AuthorizationHeaderMalformed",
    ],
    ["signed 14 minutes ago", () => put({}, late(14)), 200],
    ["signed 16 minutes ago", () => put({}, late(16)), 403, "RequestTimeTooSkewed"],
    ["signed in 16 minutes", () => put({}, late(-16)), 403, "RequestTimeTooSkewed"],
  ];
}
