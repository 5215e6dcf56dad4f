import { xmlAnswer, xmlFault } from "../front/answers.ts";
import type { AwsAnswer, AwsCall, Backend, Caller } from "../front/call.ts";
import { type Keys, keyFor } from "../signature/credential.ts";
import { s3Refusal } from "../signature/refusals.ts";
import { isSignedBy, readScope } from "../signature/signing-key.ts";
import { addressOf, objectPath } from "./address.ts";
import { type Form, policyRefusal } from "./post-policy.ts";

export type Signers = Keys & { callerOf(accessKeyId: string): Caller };
type Parts = Signers & { now(): number };

/** All fields before the file together ("MaxPostPreDataLengthExceeded"). */
const mostFields = 20_480;

/** A browser's upload by form ("POST Object"), passed on as the put it is, in the name of whoever signed its policy. */
export async function postObject(call: AwsCall, next: Backend, parts: Parts): Promise<AwsAnswer> {
  const form = await readForm(call);
  if (!form) {
    const message = "The body of your POST request is not well-formed multipart/form-data.";
    return xmlFault("MalformedPOSTRequest", message, 400);
  }
  const { fields, file } = form;
  if ([...fields].join("").length > mostFields)
    return xmlFault(
      "MaxPostPreDataLengthExceeded",
      "Your POST request fields preceding the upload file were too large.",
      400,
    );
  const key = fields.get("key");
  if (!key) return missing("key");
  if (!file) return xmlFault("InvalidArgument", "POST requires exactly one file upload per request.", 400);

  const { bucket } = addressOf(call.path);
  const path = objectPath(bucket, key);
  const put = { ...call, method: "PUT", path, headers: headersOf(fields), body: file };
  const signer = signerOf(fields, bucket, { fields, size: file.length }, parts);
  if (signer && "status" in signer) return signer;
  const answer = await next({ ...put, caller: signer ?? call.caller });
  return answer.status === 200 ? done(answer, bucket, key, `http://${call.headers.host}${path}`, fields) : answer;
}

/** Who signed the policy, once everything it says holds; undefined if there is no policy. */
function signerOf(fields: Form["fields"], bucket: string, form: Form, parts: Parts): Caller | AwsAnswer | undefined {
  const policy = fields.get("policy");
  if (policy === undefined) return undefined;
  const absent = ["algorithm", "credential", "date", "signature"].find((name) => !fields.has(`x-amz-${name}`));
  if (absent) return missing(`x-amz-${absent}`);
  const scope = readScope(fields.get("x-amz-credential") ?? "");
  if (
    !scope ||
    fields.get("x-amz-algorithm") !== "AWS4-HMAC-SHA256" ||
    !fields.get("x-amz-date")?.startsWith(scope.day)
  )
    return xmlFault("InvalidArgument", "x-amz-algorithm, x-amz-credential and x-amz-date do not fit together.", 400);
  const token = fields.get("x-amz-security-token");
  const key = keyFor({ service: "s3", scope, token, place: "form" }, parts);
  if ("status" in key) return key;
  // The policy is signed as it stands, in base 64.
  if (!isSignedBy(key.secretAccessKey, scope, policy, fields.get("x-amz-signature") ?? "")) return s3Refusal("wrong");
  return policyRefusal(policy, bucket, form, parts.now()) ?? parts.callerOf(scope.accessKeyId);
}

/** The fields before the file, and the file; what comes behind it is ignored, as S3 says. */
async function readForm({ body, headers }: AwsCall) {
  const type = String(headers["content-type"]);
  const form = await new Response(new Uint8Array(body), { headers: { "content-type": type } })
    .formData()
    .catch(() => undefined);
  if (!form) return undefined;
  const fields = new Map<string, string>();
  for (const [name, value] of form) {
    if (name !== "file") {
      if (typeof value === "string") fields.set(name.toLowerCase(), value);
      continue;
    }
    const filename = typeof value === "string" ? "" : value.name.replace(/^.*[\\/]/, "");
    // Every field is expanded before the policy sees it.
    for (const [field, text] of fields) fields.set(field, text.replaceAll(`\${filename}`, filename));
    return { fields, file: Buffer.from(await new Blob([value]).arrayBuffer()) };
  }
  return { fields, file: undefined };
}

const aboutTheForm = /^x-amz-(algorithm|credential|date|signature|security-token)$/;
const stored = /^(cache-control|content-(type|disposition|encoding|language)|expires|x-amz-.*)$/;

function headersOf(fields: Form["fields"]): Record<string, string> {
  const headers: Record<string, string> = { "content-type": "binary/octet-stream" };
  // Headers are sent byte by byte.
  for (const [name, value] of fields)
    if (stored.test(name) && !aboutTheForm.test(name)) headers[name] = Buffer.from(value).toString("latin1");
  return headers;
}

function done(answer: AwsAnswer, bucket: string, key: string, location: string, fields: Form["fields"]): AwsAnswer {
  const etag = String(answer.headers.etag);
  const redirect = URL.parse(fields.get("success_action_redirect") ?? fields.get("redirect") ?? "");
  if (redirect) {
    for (const [name, value] of Object.entries({ bucket, key, etag })) redirect.searchParams.set(name, value);
    return { status: 303, headers: { ...answer.headers, location: redirect.href }, body: Buffer.alloc(0) };
  }
  const headers = { ...answer.headers, location };
  const status = Number(fields.get("success_action_status"));
  if (status !== 201) return { status: status === 200 ? 200 : 204, headers, body: Buffer.alloc(0) };
  return xmlAnswer("PostResponse", { Location: location, Bucket: bucket, Key: key, ETag: etag }, status, headers);
}

function missing(field: string): AwsAnswer {
  const message = `Bucket POST must contain a field named '${field}'.  If it is specified, please check the order of the fields.`;
  return xmlFault("InvalidArgument", message, 400);
}
