import type { Place } from "./assembly.ts";
import { noValue } from "./intrinsics.ts";

/** The parameters that every template has. */
export function pseudoParameter(id: string, place: Place, stack: string): unknown {
  switch (id) {
    case "AWS::Region":
      return place.region;
    case "AWS::AccountId":
      return place.account;
    case "AWS::Partition":
      return place.partition;
    case "AWS::URLSuffix":
      return "amazonaws.com";
    case "AWS::StackName":
      return stack.replaceAll("/", "-");
    case "AWS::StackId":
      return `arn:${place.partition}:cloudformation:${place.region}:${place.account}:stack/${stack}`;
    case "AWS::NoValue":
      return noValue;
    default:
      return undefined;
  }
}
