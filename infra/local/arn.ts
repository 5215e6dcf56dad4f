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
