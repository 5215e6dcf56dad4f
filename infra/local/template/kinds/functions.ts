import type { Kinds } from "../identity.ts";
import { digest } from "../names.ts";
import { arn, arnOf, globalArn, id, text } from "./naming.ts";

const withPath = (type: string) => globalArn("iam", (known) => `${type}${text(known, "Path") ?? "/"}${known.name}`);

/** What runs, what may do it, what lets the world in, and what is told of it. */
export const functions: Kinds = {
  "AWS::Lambda::Function": {
    name: "FunctionName",
    arn: arn("lambda", (known) => `function:${known.name}`),
    attributes: { Arn: arnOf },
  },
  "AWS::Lambda::EventSourceMapping": {
    arn: arn("lambda", (known) => `event-source-mapping:${digest(known.name, 32)}`),
    ref: id(32),
    attributes: { Id: id(32), EventSourceMappingArn: arnOf },
  },

  "AWS::IAM::Role": { name: "RoleName", arn: withPath("role"), attributes: { Arn: arnOf, RoleId: id(20) } },
  "AWS::IAM::Policy": { name: "PolicyName", arn: withPath("policy") },
  "AWS::IAM::ManagedPolicy": { name: "ManagedPolicyName", arn: withPath("policy"), ref: arnOf },

  "AWS::ApiGatewayV2::Api": {
    arn: arn("apigateway", (known) => `/apis/${digest(known.name, 10)}`),
    ref: id(10),
    attributes: {
      ApiId: id(10),
      ApiEndpoint: (known, self) =>
        known.late.apiOrigin ?? `https://${self.ref}.execute-api.${known.place.region}.amazonaws.com`,
    },
  },
  "AWS::ApiGatewayV2::Integration": {
    arn: arn("apigateway", (known) => `/integrations/${digest(known.name, 7)}`),
    ref: id(7),
    attributes: { IntegrationId: id(7) },
  },
  "AWS::ApiGatewayV2::Stage": { name: "StageName", arn: arn("apigateway", (known) => `/stages/${known.name}`) },

  "AWS::Logs::LogGroup": {
    name: "LogGroupName",
    arn: arn("logs", (known) => `log-group:${known.name}:*`),
    attributes: { Arn: arnOf },
  },
};
