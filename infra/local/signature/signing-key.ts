import { createHmac, timingSafeEqual } from "node:crypto";

/** `AKIA…/20260101/eu-west-1/s3/aws4_request`: whose key signed, and what for. */
export type Scope = {
  readonly accessKeyId: string;
  readonly day: string;
  readonly region: string;
  readonly service: string;
};

export function readScope(credential: string): Scope | undefined {
  const [accessKeyId, day, region, service, end, ...more] = credential.split("/");
  const whole = accessKeyId && day && region && service && end === "aws4_request" && more.length === 0;
  return whole ? { accessKeyId, day, region, service } : undefined;
}

export function scopeText({ day, region, service }: Scope): string {
  return `${day}/${region}/${service}/aws4_request`;
}

const known = new Map<string, Buffer>();

/** Four HMACs, the same for a day: kept, so that a call costs one. */
function signingKey(scope: Scope, secret: string): Buffer {
  const name = `${secret} ${scopeText(scope)}`;
  const kept = known.get(name);
  if (kept) return kept;
  let key: Buffer = Buffer.from(`AWS4${secret}`);
  for (const part of [scope.day, scope.region, scope.service, "aws4_request"]) key = hmac(key, part);
  if (known.size > 500) known.clear();
  known.set(name, key);
  return key;
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

/** Whether this hex signature of a text was made with the secret. */
export function isSignedBy(secret: string, scope: Scope, text: string, signature: string): boolean {
  // Compared as text: reading hex would take no notice of what follows it.
  const right = Buffer.from(hmac(signingKey(scope, secret), text).toString("hex"));
  const given = Buffer.from(signature);
  return given.length === right.length && timingSafeEqual(given, right);
}
