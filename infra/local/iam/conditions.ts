import { arnLike, wildcards } from "./wildcards.ts";

/** What is known of a request besides who, what and on what: condition keys in lower case, as their names have no case. */
export type Context = Readonly<Record<string, string>>;
export type Holds = (context: Context) => boolean;

type Operator = (wanted: string) => (value: string) => boolean;

const like = (pattern: RegExp) => (value: string) => pattern.test(value);
const arn: Operator = (wanted) => like(arnLike(wanted));

const operators: Readonly<Record<string, Operator>> = {
  StringEquals: (wanted) => (value) => value === wanted,
  StringLike: (wanted) => like(wildcards(wanted)),
  ArnEquals: arn,
  ArnLike: arn,
  Bool: (wanted) => like(wildcards(wanted, "i")),
};

/** Keys the local cloud fills in wherever AWS would. A condition on another one would never hold here. */
const keys = new Set(["aws:sourcearn", "aws:sourceaccount", "aws:securetransport", "ses:fromaddress"]);

/**
 * A `Condition` element: all operators and all their keys must hold, for each key one of its values. A key that the
 * request does not have fails. Operators and keys that are not known here throw: a condition is never taken as met.
 */
export function conditions(element: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>): Holds {
  const tests = Object.entries(element).flatMap(([name, block]) => {
    const operator = operators[name];
    if (!operator) throw new Error(`the condition operator ${name} is not known to the local cloud`);
    return Object.entries(block).map(([key, values]): Holds => {
      if (!keys.has(key.toLowerCase())) throw new Error(`the condition key ${key} is not known to the local cloud`);
      const wanted = values.map(operator);
      return ({ [key.toLowerCase()]: value }) => value !== undefined && wanted.some((matches) => matches(value));
    });
  });
  return (context) => tests.every((holds) => holds(context));
}
