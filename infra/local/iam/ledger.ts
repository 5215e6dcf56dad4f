import { nameIn } from "../arn.ts";
import type { Statement } from "./policy.ts";
import type { Role } from "./roles.ts";
import type { Asked, Grant } from "./verdict.ts";

type Permission = { readonly who: string; readonly action: string; readonly resource: string };

export type Report = {
  /** Calls that were refused, each once. */
  readonly denied: readonly (Permission & { readonly because: string; readonly times: number })[];
  /** Permissions of the template that no call has needed yet: of a role by its function, of a policy by whom it lets in. */
  readonly unused: readonly Permission[];
};

export type Ledger = {
  used(who: string, by: readonly Grant[]): void;
  denied(who: string, asked: Asked, because: string): void;
  report(): Report;
};

const key = ({ who, action, resource }: Permission) => `${who} ${action} ${resource}`;

/** Keeps what was refused, and which of the template's permissions were ever needed. */
export function openLedger(
  roles: ReadonlyMap<string, Role>,
  ofResources: ReadonlyMap<string, readonly Statement[]>,
): Ledger {
  const unused = new Map<string, Permission>();
  const denied = new Map<string, Report["denied"][number]>();
  const expect = (who: string, { effect, actions, resources }: Statement) => {
    if (effect === "Deny") return;
    for (const action of actions)
      for (const resource of resources) {
        const permission = { who, action: action.text, resource: resource.text };
        unused.set(key(permission), permission);
      }
  };
  for (const [user, { statements }] of roles) for (const statement of statements) expect(nameIn(user), statement);
  for (const statement of [...ofResources.values()].flat())
    for (const who of [...(statement.principals?.services ?? []), ...(statement.principals?.arns ?? [])])
      expect(who, statement);

  return {
    used(who, by) {
      for (const { statement, action, resource } of by) {
        const { arns = [] } = statement.principals ?? {};
        for (const name of [who, ...arns])
          unused.delete(key({ who: name, action: action.text, resource: resource.text }));
      }
    },
    denied(who, { action, resource }, because) {
      const refusal = { who, action, resource, because };
      const times = (denied.get(key(refusal))?.times ?? 0) + 1;
      denied.set(key(refusal), { ...refusal, times });
    },
    report: () => ({ denied: [...denied.values()], unused: [...unused.values()] }),
  };
}
