import type { AwsCall } from "../front/call.ts";
import { readScope, type Scope } from "./signing-key.ts";

export type Signature = {
  /** In a header, or in the query of a presigned URL. */
  readonly place: "header" | "query";
  readonly scope: Scope;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `20260101T120000Z`, and the same in milliseconds. */
  readonly date: string;
  readonly at: number;
  /** For how many seconds a presigned URL is good, as it says. */
  readonly expires: string | undefined;
  /** What it says the body's hash is. */
  readonly payload: string | undefined;
  /** The session token of the key. */
  readonly token: string | undefined;
};

/** The signature of a call: undefined if it bears none, "malformed" if it cannot be read. */
export function readSignature({ headers, path }: AwsCall): Signature | "malformed" | undefined {
  const header = headers.authorization;
  if (typeof header === "string") {
    if (!header.startsWith("AWS4-HMAC-SHA256 ")) return "malformed";
    const part = (name: string) => new RegExp(`[ ,]${name}=([^, ]+)`).exec(header)?.[1];
    const from = (name: string) => text(headers[name]);
    return read("header", {
      credential: part("Credential"),
      signedHeaders: part("SignedHeaders"),
      signature: part("Signature"),
      date: from("x-amz-date"),
      payload: from("x-amz-content-sha256"),
      token: from("x-amz-security-token"),
    });
  }
  if (!/[?&]X-Amz-(Algorithm|Credential|Signature)=/.test(path)) return undefined;
  const query = new URL(path, "http://aws").searchParams;
  const from = (name: string) => query.get(`X-Amz-${name}`) ?? undefined;
  if (from("Algorithm") !== "AWS4-HMAC-SHA256" || from("Expires") === undefined) return "malformed";
  return read("query", {
    credential: from("Credential"),
    signedHeaders: from("SignedHeaders"),
    signature: from("Signature"),
    date: from("Date"),
    expires: from("Expires"),
    payload: from("Content-Sha256"),
    token: from("Security-Token"),
  });
}

type Part = "credential" | "signedHeaders" | "signature" | "date" | "expires" | "payload" | "token";
type Parts = Partial<Record<Part, string | undefined>>;

function read(place: Signature["place"], parts: Parts): Signature | "malformed" {
  const { credential = "", signedHeaders, signature, date = "", expires, payload, token } = parts;
  const scope = readScope(credential);
  const at = timeOf(date);
  if (!scope || !signedHeaders || !signature || at === undefined || !date.startsWith(scope.day)) return "malformed";
  return { place, scope, signedHeaders: signedHeaders.split(";"), signature, date, at, expires, payload, token };
}

/** Milliseconds of `20260101T120000Z`. */
export function timeOf(date: string): number | undefined {
  const iso = date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z");
  const at = iso === date ? Number.NaN : Date.parse(iso);
  return Number.isNaN(at) ? undefined : at;
}

/** `20260101T120000Z` of milliseconds. */
export function amzDate(at: number): string {
  return new Date(at).toISOString().replace(/[-:]|\.\d+/g, "");
}

function text(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}
