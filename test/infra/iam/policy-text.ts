const account = "eu-west-1:111122223333";

/** What the tables call by a short name. */
const names: Readonly<Record<string, string>> = {
  table: `arn:aws:dynamodb:${account}:table/Shows`,
  queue: `arn:aws:sqs:${account}:mails`,
  media: "arn:aws:s3:::media",
  rule: `arn:aws:events:${account}:rule/facts/confirmed`,
  role: "arn:aws:iam::111122223333:role/place-order",
  root: "arn:aws:iam::111122223333:root",
};

export const named = (text: string): string => text.replace(/\$(\w+)/g, (_, name: string) => names[name] ?? name);

/**
 * A statement in one line: `allow <actions> on <resources> [for <principal>] [if <operator> <key> <values> [and …]]`,
 * lists with commas. With a principal it belongs to the resource, without one to the role.
 */
export function statement(line: string) {
  const [, effect = "", actions = "", resources = "", principal, conditions] =
    /^(allow|deny) (\S+) on (\S+)(?: for (\S+))?(?: if (.+))?$/.exec(named(line)) ?? [];
  const written = {
    Effect: effect === "allow" ? "Allow" : "Deny",
    Action: actions.split(","),
    Resource: resources.split(","),
    Condition: Object.fromEntries((conditions?.split(" and ") ?? []).map(condition)),
  };
  if (principal === undefined) return written;
  const kind = principal.endsWith(".amazonaws.com") ? "Service" : "AWS";
  return { ...written, Principal: principal === "everybody" ? "*" : { [kind]: principal } };
}

function condition(text: string) {
  const [operator = "", key = "", values = ""] = text.split(" ");
  return [operator, { [key]: values.split(",") }];
}

/** Rows of a table in text; columns are parted by bars. */
export const rows = (table: string): string[][] =>
  table
    .trim()
    .split("\n")
    .map((line) => line.split("|").map((cell) => cell.trim()));
