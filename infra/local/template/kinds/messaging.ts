import type { Kinds, Known } from "../identity.ts";
import { arn, arnOf, nameOf, text } from "./naming.ts";

/** A rule's bus, as it stands in the rule's name: the default one is left out. */
function busOf(known: Known): string[] {
  const bus = text(known, "EventBusName")?.split("/").at(-1);
  return bus && bus !== "default" ? [bus] : [];
}

/** What carries messages: queues, topics, buses, schedules, mail. */
export const messaging: Kinds = {
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

  "AWS::SES::EmailIdentity": {
    name: "EmailIdentity",
    arn: arn("ses", (known) => `identity/${known.name}`),
    attributes: { EmailIdentityArn: arnOf },
  },
};
