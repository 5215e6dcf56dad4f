import { faultFor } from "../front/answers.ts";
import type { AwsAnswer } from "../front/call.ts";
import type { Asked } from "./verdict.ts";

/** A call that is not allowed, refused as each service does it. `who` is absent where nobody signed. */
export function accessDenied(service: string, who: string | undefined, { action, resource }: Asked, because: string) {
  switch (service) {
    case "s3": {
      const text = `User: ${who} is not authorized to perform: ${action} on resource: "${resource}" ${because}`;
      return faultFor(service, "AccessDenied", who === undefined ? "Access Denied" : text, 403);
    }
    case "sqs":
      return queueRefusal(
        "AccessDenied",
        sentence(who, action.toLowerCase(), resource, because.replace(action, action.toLowerCase())),
      );
    case "ses":
      return faultFor(
        service,
        "AccessDeniedException",
        `User \`${who}' is not authorized to perform \`${action}' on resource \`${resource}'`,
        403,
      );
    default:
      return faultFor(
        service,
        "AccessDeniedException",
        sentence(who, action, resource, because),
        service === "lambda" ? 403 : 400,
      );
  }
}

function sentence(who: string | undefined, action: string, resource: string, because: string): string {
  return `User: ${who} is not authorized to perform: ${action} on resource: ${resource} ${because}`;
}

/** A call under an access key that there is not. */
export function unknownKey(service: string): AwsAnswer {
  const message = "The security token included in the request is invalid.";
  if (service === "sqs") return queueRefusal("InvalidClientTokenId", message);
  if (service === "s3")
    return faultFor(
      service,
      "InvalidAccessKeyId",
      "The AWS Access Key Id you provided does not exist in our records.",
      403,
    );
  return faultFor(service, "UnrecognizedClientException", message, service === "ses" ? 403 : 400);
}

/** SQS spoke another protocol once, and still tells the codes of then: the SDKs go by them. */
function queueRefusal(code: string, message: string): AwsAnswer {
  const answer = faultFor("sqs", code, message, 403);
  return { ...answer, headers: { ...answer.headers, "x-amzn-query-error": `${code};Sender` } };
}
