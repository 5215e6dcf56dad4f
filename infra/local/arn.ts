/** An ARN taken apart: `arn:aws:<service>:<region>:<account>:<rest>`. */
export type Arn = {
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly rest: string;
};

export function parseArn(arn: string): Arn {
  const [prefix, , service = "", region = "", account = "", ...rest] = arn.split(":");
  if (prefix !== "arn" || rest.length === 0) throw new Error(`Not an ARN: ${arn}`);
  return { service, region, account, rest: rest.join(":") };
}

/** The last part of an ARN: a queue's, bucket's or function's name, or a bus's without `event-bus/`. */
export function nameIn(arn: string): string {
  const { rest } = parseArn(arn);
  return rest.slice(Math.max(rest.lastIndexOf(":"), rest.lastIndexOf("/")) + 1);
}

export type Place = { readonly region: string; readonly account: string };

/** Region and account, as the template's own ARNs have them. */
export function placeOf(resources: readonly { readonly arn: string }[]): Place | undefined {
  for (const { arn } of resources) {
    const { region, account } = parseArn(arn);
    if (region && account) return { region, account };
  }
  return undefined;
}
