import { Annotations, Stack } from "aws-cdk-lib";
import { EmailIdentity, Identity } from "aws-cdk-lib/aws-ses";
import type { Construct } from "constructs";
import type { Stage } from "../stages.ts";
import type { Granted } from "./grants.ts";

/** A name that belongs to nobody (RFC 2606): the local cloud takes it, SES never will. */
const nobody = "tickets@bilten.example";

/**
 * Who mails come from: `-c mailFrom=tickets@your.domain`, or `mailFrom` in cdk.json's context. The identity of that
 * domain is made here if one was given, with the DNS records to set in the SES console; an account has each domain once,
 * so stages that share an account need a domain each. Mail stays off until then: no stage verifies an invented domain.
 */
export function mailSender(scope: Construct, stage: Stage): Granted["mail"] {
  const given: unknown = scope.node.tryGetContext("mailFrom");
  const name = typeof given === "string" ? given : nobody;
  const domain = /^[^@\s]+@([^@\s]+)$/.exec(name)?.[1];
  if (!domain) throw new Error(`mailFrom=${name} is no mail address`);
  if (name !== nobody) new EmailIdentity(scope, "MailDomain", { identity: Identity.domain(domain) });
  else if (stage.keepsData) {
    Annotations.of(scope).addWarningV2("bilten:mailFrom", `${stage.name} sends no mail without -c mailFrom=<address>`);
  }
  return { name, arns: [Stack.of(scope).formatArn({ service: "ses", resource: "identity", resourceName: domain })] };
}
