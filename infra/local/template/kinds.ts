import { stringAt } from "../json.ts";
import type { Identity, Kind, Known } from "./identity.ts";
import { digest } from "./names.ts";

const arn = (service: string, resource: (known: Known) => string) => (known: Known) =>
  `arn:${known.place.partition}:${service}:${known.place.region}:${known.place.account}:${resource(known)}`;

const nameOf = (known: Known) => known.name;
const arnOf = (_known: Known, self: Identity) => self.arn;
const text = (known: Known, property: string) => stringAt({ value: known.property(property) }, "value");

/** An id such as AWS makes up; the name decides it, so that it stays over restarts. */
const id = (length: number) => (known: Known) => digest(known.name, length);

const table: Kind = {
  name: "TableName",
  arn: arn("dynamodb", (known) => `table/${known.name}`),
  attributes: {
    Arn: arnOf,
    StreamArn: (known, self) => known.late.streamArn?.(known.name) ?? `${self.arn}/stream/2000-01-01T00:00:00.000`,
    TableId: id(32),
  },
};

const functionArn = (known: Known) => {
  const named = text(known, "FunctionName") ?? "";
  return named.startsWith("arn:") ? named : arn("lambda", () => `function:${named}`)(known);
};

const role = (type: string) => (known: Known) =>
  `arn:${known.place.partition}:iam::${known.place.account}:${type}${text(known, "Path") ?? "/"}${known.name}`;

/** What each type of resource is called, and what can be asked of it. A type that is missing here can be referred to by name, no more. */
export const kinds: Readonly<Record<string, Kind>> = {
  "AWS::DynamoDB::Table": table,
  "AWS::DynamoDB::GlobalTable": table,

  "AWS::Lambda::Function": {
    name: "FunctionName",
    arn: arn("lambda", (known) => `function:${known.name}`),
    attributes: { Arn: arnOf },
  },
  "AWS::Lambda::Version": {
    arn: (known) => `${functionArn(known)}:1`,
    ref: arnOf,
    attributes: { Version: () => "1", FunctionArn: arnOf },
  },
  "AWS::Lambda::Alias": {
    name: "Name",
    arn: (known) => `${functionArn(known)}:${known.name}`,
    ref: arnOf,
    attributes: { AliasArn: arnOf },
  },
  "AWS::Lambda::LayerVersion": { arn: arn("lambda", (known) => `layer:${known.name}:1`), ref: arnOf },
  "AWS::Lambda::EventSourceMapping": {
    arn: arn("lambda", (known) => `event-source-mapping:${digest(known.name, 32)}`),
    ref: id(32),
    attributes: { Id: id(32) },
  },

  "AWS::SQS::Queue": {
    name: "QueueName",
    arn: arn("sqs", nameOf),
    ref: (known) =>
      known.late.queueUrl?.(known.name) ??
      `https://sqs.${known.place.region}.amazonaws.com/${known.place.account}/${known.name}`,
    attributes: { Arn: arnOf, QueueName: nameOf, QueueUrl: (_known, self) => self.ref },
  },
  "AWS::SNS::Topic": {
    name: "TopicName",
    arn: arn("sns", nameOf),
    ref: arnOf,
    attributes: { TopicArn: arnOf, TopicName: nameOf },
  },
  "AWS::S3::Bucket": {
    name: "BucketName",
    arn: (known) => `arn:${known.place.partition}:s3:::${known.name}`,
    attributes: {
      Arn: arnOf,
      DomainName: (known) => `${known.name}.s3.amazonaws.com`,
      RegionalDomainName: (known) => `${known.name}.s3.${known.place.region}.amazonaws.com`,
    },
  },

  "AWS::Events::EventBus": {
    name: "Name",
    arn: arn("events", (known) => `event-bus/${known.name}`),
    attributes: { Arn: arnOf, Name: nameOf },
  },
  "AWS::Events::Rule": {
    name: "Name",
    arn: arn("events", (known) => `rule/${[...busOf(known), known.name].join("/")}`),
    ref: (known) => [...busOf(known), known.name].join("|"),
    attributes: { Arn: arnOf },
  },
  "AWS::Scheduler::Schedule": {
    name: "Name",
    arn: arn("scheduler", (known) => `schedule/${text(known, "GroupName") ?? "default"}/${known.name}`),
    attributes: { Arn: arnOf },
  },
  "AWS::Scheduler::ScheduleGroup": {
    name: "Name",
    arn: arn("scheduler", (known) => `schedule-group/${known.name}`),
    attributes: { Arn: arnOf },
  },

  "AWS::SecretsManager::Secret": {
    name: "Name",
    // AWS adds a dash and six characters of its own to the name.
    arn: arn("secretsmanager", (known) => `secret:${known.name}-${digest(known.name, 6)}`),
    ref: arnOf,
    attributes: { Id: arnOf },
  },
  "AWS::SSM::Parameter": {
    name: "Name",
    arn: arn("ssm", (known) => `parameter/${known.name.replace(/^\//, "")}`),
    attributes: { Type: (known) => text(known, "Type"), Value: (known) => text(known, "Value") },
  },
  "AWS::KMS::Key": {
    arn: arn("kms", (known) => `key/${digest(known.name, 32)}`),
    ref: id(32),
    attributes: { Arn: arnOf, KeyId: id(32) },
  },

  "AWS::IAM::Role": { name: "RoleName", arn: role("role"), attributes: { Arn: arnOf, RoleId: id(20) } },
  "AWS::IAM::Policy": { name: "PolicyName", arn: role("policy") },
  "AWS::IAM::ManagedPolicy": { name: "ManagedPolicyName", arn: role("policy"), ref: arnOf },

  "AWS::ApiGatewayV2::Api": {
    arn: arn("apigateway", (known) => `/apis/${digest(known.name, 10)}`),
    ref: id(10),
    attributes: {
      ApiId: id(10),
      ApiEndpoint: (known, self) =>
        known.late.apiOrigin ?? `https://${self.ref}.execute-api.${known.place.region}.amazonaws.com`,
    },
  },
  "AWS::ApiGatewayV2::Route": {
    arn: arn("apigateway", (known) => `/routes/${digest(known.name, 7)}`),
    ref: id(7),
    attributes: { RouteId: id(7) },
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
  "AWS::CloudWatch::Alarm": {
    name: "AlarmName",
    arn: arn("cloudwatch", (known) => `alarm:${known.name}`),
    attributes: { Arn: arnOf },
  },
  "AWS::CloudWatch::CompositeAlarm": {
    name: "AlarmName",
    arn: arn("cloudwatch", (known) => `alarm:${known.name}`),
    attributes: { Arn: arnOf },
  },
  "AWS::CloudWatch::Dashboard": { name: "DashboardName", arn: arn("cloudwatch", (known) => `dashboard/${known.name}`) },

  "AWS::SES::EmailIdentity": {
    name: "EmailIdentity",
    arn: arn("ses", (known) => `identity/${known.name}`),
    attributes: { EmailIdentityArn: arnOf },
  },
  "AWS::SES::ConfigurationSet": { name: "Name", arn: arn("ses", (known) => `configuration-set/${known.name}`) },

  "AWS::CloudFront::Distribution": {
    arn: (known) =>
      `arn:${known.place.partition}:cloudfront::${known.place.account}:distribution/${digest(known.name, 14)}`,
    ref: id(14),
    attributes: { Id: id(14), DomainName: (_known, self) => `${self.ref}.cloudfront.net` },
  },
};

function busOf(known: Known): string[] {
  const bus = text(known, "EventBusName")?.split("/").at(-1);
  return bus && bus !== "default" ? [bus] : [];
}
