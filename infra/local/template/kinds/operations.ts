import type { Kind, Kinds } from "../identity.ts";
import { digest } from "../names.ts";
import { arn, arnOf, globalArn, id } from "./naming.ts";

const alarm: Kind = {
  name: "AlarmName",
  arn: arn("cloudwatch", (known) => `alarm:${known.name}`),
  attributes: { Arn: arnOf },
};

/** A part of a CloudFront distribution, referred to by an id. */
const edgePart = (type: string): Kind => ({
  arn: globalArn("cloudfront", (known) => `${type}/${digest(known.name, 14)}`),
  ref: id(14),
  attributes: { Id: id(14) },
});

/** What watches over the rest and what stands before it; nothing of this runs locally, but it is referred to. */
export const operations: Kinds = {
  "AWS::Logs::LogGroup": {
    name: "LogGroupName",
    arn: arn("logs", (known) => `log-group:${known.name}:*`),
    attributes: { Arn: arnOf },
  },
  "AWS::CloudWatch::Alarm": alarm,
  "AWS::CloudWatch::CompositeAlarm": alarm,
  "AWS::CloudWatch::Dashboard": { name: "DashboardName", arn: arn("cloudwatch", (known) => `dashboard/${known.name}`) },

  "AWS::CloudFront::Distribution": {
    arn: globalArn("cloudfront", (known) => `distribution/${digest(known.name, 14)}`),
    ref: id(14),
    attributes: { Id: id(14), DomainName: (_known, self) => `${self.ref}.cloudfront.net` },
  },
  "AWS::CloudFront::Function": {
    name: "Name",
    arn: globalArn("cloudfront", (known) => `function/${known.name}`),
    ref: arnOf,
    attributes: { FunctionARN: arnOf },
  },
  "AWS::CloudFront::CachePolicy": edgePart("cache-policy"),
  "AWS::CloudFront::KeyGroup": edgePart("key-group"),
  "AWS::CloudFront::OriginAccessControl": edgePart("origin-access-control"),
  "AWS::CloudFront::OriginRequestPolicy": edgePart("origin-request-policy"),
  "AWS::CloudFront::PublicKey": edgePart("public-key"),
  "AWS::CloudFront::ResponseHeadersPolicy": edgePart("response-headers-policy"),
  "AWS::CertificateManager::Certificate": {
    arn: arn("acm", (known) => `certificate/${digest(known.name, 32)}`),
    ref: arnOf,
  },
  "AWS::WAFv2::WebACL": {
    name: "Name",
    arn: arn("wafv2", (known) => `global/webacl/${known.name}/${digest(known.name, 32)}`),
    attributes: { Arn: arnOf, Id: id(32) },
  },
};
