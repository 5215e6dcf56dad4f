import * as z from "zod";
import { conditions, type Holds } from "./conditions.ts";
import { resourcePattern, wildcards } from "./wildcards.ts";

export type Pattern = { readonly text: string; readonly matches: (value: string) => boolean };

export type Statement = {
  readonly effect: "Allow" | "Deny";
  readonly actions: readonly Pattern[];
  readonly resources: readonly Pattern[];
  readonly holds: Holds;
  /** Whom a resource's policy speaks of; a role's own speaks of nobody. */
  readonly principals: Principals | undefined;
};
type Principals = {
  readonly everybody: boolean;
  readonly services: readonly string[];
  readonly arns: readonly string[];
};

const text = z
  .string()
  .refine((value) => !value.includes("${"), { error: "policy variables are not known to the local cloud" });
/** One may stand without its list. */
const some = <T extends z.ZodType>(one: T) =>
  z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(one).min(1));
const texts = some(text);
const Values = some(z.preprocess((value) => (typeof value === "boolean" ? String(value) : value), text));
const Written = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(["Allow", "Deny"]),
  Principal: z
    .preprocess(
      (value) => (value === "*" ? { AWS: "*" } : value),
      z.strictObject({ AWS: texts.optional(), Service: texts.optional() }),
    )
    .optional(),
  Action: texts,
  Resource: texts.optional(),
  Condition: z.record(z.string(), z.record(z.string(), Values)).default({}),
});
const Document = z.strictObject({
  Version: z.enum(["2008-10-17", "2012-10-17"]).optional(),
  Id: z.string().optional(),
  Statement: some(Written),
});

/** `identity`: of a role. `resource`: of a queue, bucket or function. `trust`: who may take a role on. */
export type PolicyKind = "identity" | "resource" | "trust";

/**
 * Reads a policy, or throws an error that names it: whatever IAM knows and this reader does not (NotAction,
 * NotResource, NotPrincipal, variables, other operators and keys) is refused and never ignored.
 */
export function readPolicy(name: string, kind: PolicyKind, document: unknown): Statement[] {
  const read = Document.safeParse(document);
  if (!read.success) throw new Error(`Policy ${name}: ${z.prettifyError(read.error)}`);
  try {
    return read.data.Statement.map((statement) => compile(kind, statement));
  } catch (error) {
    throw new Error(`Policy ${name}: ${error instanceof Error ? error.message : error}`);
  }
}

function compile(kind: PolicyKind, statement: z.output<typeof Written>): Statement {
  const { Effect: effect, Action, Principal: principal, Resource, Condition } = statement;
  if ((kind === "identity") === (principal !== undefined))
    throw new Error(principal ? "a role's policy has no Principal" : "a Principal is missing");
  if ((kind === "trust") === (Resource !== undefined))
    throw new Error(Resource ? "a trust policy has no Resource" : "a Resource is missing");
  return {
    effect,
    actions: Action.map(actionPattern),
    resources: (Resource ?? ["*"]).map(arnPattern),
    holds: conditions(Condition),
    principals: principal && principalsOf(principal),
  };
}

/** Services and actions have no case. A wildcard in the service would match other services; AWS takes only `*` there. */
function actionPattern(action: string): Pattern {
  if (action !== "*" && !/^[a-z0-9-]+:[\w*?]+$/i.test(action)) throw new Error(`${action} is no action`);
  const pattern = wildcards(action, "i");
  return { text: action, matches: (value) => pattern.test(value) };
}

function arnPattern(resource: string): Pattern {
  if (resource !== "*" && !/^arn:[\w-]+:[a-z0-9-]+:/.test(resource)) throw new Error(`${resource} is no resource`);
  const pattern = resourcePattern(resource);
  return { text: resource, matches: (value) => pattern.test(value) };
}

/** Wildcards are whole or not at all: `*` is everybody, `arn:…:role/*` is nobody and refused. */
function principalsOf({ AWS = [], Service = [] }: NonNullable<z.output<typeof Written>["Principal"]>): Principals {
  for (const name of AWS)
    if (name !== "*" && !/^(\d{12}|arn:[\w-]+:iam::\d{12}:(root|(role|user)\/[^*?]+))$/.test(name))
      throw new Error(`${name} is no principal the local cloud knows`);
  const accounts = AWS.filter((name) => /^\d{12}$/.test(name)).map((account) => `arn:aws:iam::${account}:root`);
  return { everybody: AWS.includes("*"), services: Service, arns: [...AWS, ...accounts] };
}
