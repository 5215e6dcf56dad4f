import type { AwsFront } from "../seams.ts";
import type { LambdaFunction } from "./function.ts";

/** Everything a function finds in `process.env`: the template's variables and what Lambda adds, nothing of the host's. */
export function environmentOf(
  fn: LambdaFunction,
  front: Pick<AwsFront, "url" | "credentialsFor">,
): Record<string, string> {
  const region = fn.arn.split(":")[3] ?? "";
  const { accessKeyId, secretAccessKey, sessionToken } = front.credentialsFor(fn.arn);
  return {
    AWS_ENDPOINT_URL: front.url,
    ...fn.environment,
    _HANDLER: fn.handler,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
    AWS_LAMBDA_FUNCTION_NAME: fn.name,
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memory),
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${fn.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: "local",
    LAMBDA_TASK_ROOT: fn.code,
    LANG: "en_US.UTF-8",
    TZ: ":UTC",
  };
}
