import * as z from "zod";
import { xmlFault } from "../front/answers.ts";
import type { AwsAnswer } from "../front/call.ts";
import { parsedJson } from "../json.ts";

const Value = z.union([z.string(), z.number()]).transform(String);
const Policy = z.object({
  expiration: z.iso.datetime(),
  conditions: z.array(
    z.union([
      z.tuple([z.literal("content-length-range"), z.coerce.number(), z.coerce.number()]),
      z.tuple([z.enum(["eq", "starts-with"]), z.string().startsWith("$"), Value]),
      z.record(z.string(), Value),
    ]),
  ),
});

/** A form as it is judged: names of fields have no case. */
export type Form = { readonly fields: ReadonlyMap<string, string>; readonly size: number };

/** Fields a policy need not speak of ("POST policy", S3 API Reference). */
const exempt = (name: string) => ["x-amz-signature", "file", "policy"].includes(name) || name.startsWith("x-ignore-");

/** What a POST policy says against a form; undefined if nothing. */
export function policyRefusal(encoded: string, bucket: string, form: Form, now: number): AwsAnswer | undefined {
  const read = Policy.safeParse(parsedJson(Buffer.from(encoded, "base64").toString("utf8")));
  if (!read.success) {
    const problem = read.error.issues[0];
    const message = problem?.path.length ? `${problem.path.join(".")}: ${problem.message}` : "Invalid JSON.";
    return xmlFault("InvalidPolicyDocument", `Invalid Policy: ${message}`, 400);
  }
  if (Date.parse(read.data.expiration) <= now) return denied("Policy expired.");

  const covered = new Set<string>();
  let range: readonly [number, number] = [0, Number.POSITIVE_INFINITY];
  for (const condition of read.data.conditions) {
    if (!Array.isArray(condition)) {
      for (const [name, value] of Object.entries(condition)) {
        covered.add(name.toLowerCase());
        if (!matches("eq", name, value)) return failed("eq", `$${name}`, value);
      }
    } else if (condition[0] === "content-length-range") range = [condition[1], condition[2]];
    else {
      const [operator, name, value] = condition;
      covered.add(name.slice(1).toLowerCase());
      if (!matches(operator, name.slice(1), value)) return failed(operator, name, value);
    }
  }
  const extra = [...form.fields.keys()].filter((name) => !covered.has(name) && !exempt(name));
  if (extra.length > 0) return denied(`Extra input fields: ${extra.join(", ")}`);
  if (form.size < range[0])
    return xmlFault("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size", 400);
  if (form.size > range[1])
    return xmlFault("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size", 400);
  return undefined;

  function matches(operator: "eq" | "starts-with", field: string, wanted: string): boolean {
    const name = field.toLowerCase();
    // The bucket is the one the form is sent to, whatever the form says.
    const value = name === "bucket" ? bucket : form.fields.get(name);
    if (value === undefined) return false;
    if (operator === "eq") return value === wanted;
    // Content types with commas are lists, each of which must begin so.
    const values = name === "content-type" ? value.split(",").map((one) => one.trim()) : [value];
    return values.every((one) => one.startsWith(wanted));
  }
}

function denied(message: string): AwsAnswer {
  return xmlFault("AccessDenied", `Invalid according to Policy: ${message}`, 403);
}

function failed(...condition: readonly string[]): AwsAnswer {
  return denied(`Policy Condition failed: [${condition.map((part) => JSON.stringify(part)).join(", ")}]`);
}
