import type { Context } from "./conditions.ts";
import type { Pattern, Statement } from "./policy.ts";

/** One permission a call needs. */
export type Asked = { readonly action: string; readonly resource: string; readonly context?: Context };

export type Principal =
  | { readonly kind: "role"; readonly arn: string; readonly statements: readonly Statement[] }
  | { readonly kind: "service"; readonly name: string }
  | { readonly kind: "anonymous" };

/** The part of a statement that a permission came from. */
export type Grant = { readonly statement: Statement; readonly action: Pattern; readonly resource: Pattern };

export type Verdict =
  | { readonly allowed: true; readonly by: readonly Grant[] }
  /** How AWS goes on after "is not authorized to perform: … on resource: …". */
  | { readonly allowed: false; readonly because: string };

/**
 * IAM's decision within one account ("Policy evaluation logic"): an explicit deny in any policy ends it; then one allow,
 * by the role's own policies or by the resource's, is enough; else no.
 */
export function judge(asked: Asked, principal: Principal, ofResource: readonly Statement[]): Verdict {
  const own = (principal.kind === "role" ? principal.statements : []).flatMap((statement) =>
    matching(statement, asked),
  );
  const others = ofResource.filter((statement) => speaksOf(statement, principal)).flatMap((it) => matching(it, asked));
  for (const [grants, kind] of [
    [own, "an identity-based"],
    [others, "a resource-based"],
  ] as const)
    if (grants.some(({ statement }) => statement.effect === "Deny"))
      return { allowed: false, because: `with an explicit deny in ${kind} policy` };
  // An account in an allow only lets that account's own policies decide.
  const by = [...own, ...others.filter(({ statement }) => names(statement, principal))];
  if (by.length > 0) return { allowed: true, by };
  const kind = principal.kind === "role" ? "identity-based" : "resource-based";
  return { allowed: false, because: `because no ${kind} policy allows the ${asked.action} action` };
}

function matching(statement: Statement, { action, resource, context = {} }: Asked): Grant[] {
  if (!statement.holds(context)) return [];
  const actions = statement.actions.filter((pattern) => pattern.matches(action));
  const resources = statement.resources.filter((pattern) => pattern.matches(resource));
  return actions.flatMap((of) => resources.map((on) => ({ statement, action: of, resource: on })));
}

function names({ principals }: Statement, principal: Principal): boolean {
  if (!principals || principals.everybody) return principals !== undefined;
  if (principal.kind === "service") return principals.services.includes(principal.name);
  return principal.kind === "role" && principals.arns.includes(principal.arn);
}

function speaksOf(statement: Statement, principal: Principal): boolean {
  if (names(statement, principal)) return true;
  const account = principal.kind === "role" ? principal.arn.split(":")[4] : undefined;
  return statement.principals?.arns.includes(`arn:aws:iam::${account}:root`) ?? false;
}
