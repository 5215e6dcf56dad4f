import { faultFor } from "../front/answers.ts";
import type { AwsAnswer } from "../front/call.ts";
import type { Asked } from "./verdict.ts";

type Refused = Pick<Asked, "action" | "resource"> & { readonly because: string };

/** A call that is not allowed, refused as its service does it. `user` is absent where nobody signed. */
export function accessDenied(service: string, user: string | undefined, refused: Refused): AwsAnswer {
  const { action, resource, because } = refused;
  const sentence = `User: ${user} is not authorized to perform: ${action} on resource: ${resource} ${because}`;
  switch (service) {
    case "s3":
      return faultFor(
        service,
        "AccessDenied",
        user ? sentence.replace(resource, `"${resource}"`) : "Access Denied",
        403,
      );
    case "sqs": {
      // SQS spoke another protocol once: its SDKs still go by the codes of then. It writes actions small.
      const answer = faultFor(service, "AccessDenied", sentence.replaceAll(action, action.toLowerCase()), 403);
      return { ...answer, headers: { ...answer.headers, "x-amzn-query-error": "AccessDenied;Sender" } };
    }
    case "ses": {
      const text = `User \`${user}' is not authorized to perform \`${action}' on resource \`${resource}'`;
      return faultFor(service, "AccessDeniedException", text, 403);
    }
    default:
      return faultFor(service, "AccessDeniedException", sentence, service === "lambda" ? 403 : 400);
  }
}
