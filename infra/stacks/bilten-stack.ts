import { type App, CfnOutput, NestedStack, Stack } from "aws-cdk-lib";
import { EventBus } from "aws-cdk-lib/aws-events";
import { Topic } from "aws-cdk-lib/aws-sns";
import { subscribers } from "#events/subscribers.ts";
import { operations } from "#functions/operations.ts";
import type { Bundles } from "../bundle.ts";
import { auditBucket } from "../constructs/audit-bucket.ts";
import { auditQueries } from "../constructs/audit-queries.ts";
import { httpApi } from "../constructs/http-api.ts";
import { mailSender } from "../constructs/mail-sender.ts";
import { operationRoute } from "../constructs/operation-route.ts";
import { reaction } from "../constructs/reaction.ts";
import { keysSecret, stripeSecret } from "../constructs/secrets.ts";
import type { SharedResources } from "../constructs/shared-resources.ts";
import { archive, indexesOf, table } from "../constructs/table.ts";
import type { Stage } from "../stages.ts";

/** A stage: what all functions share, and a nested stack per folder of functions/ and of events/. */
export class BiltenStack extends Stack {
  constructor(app: App, stage: Stage, bundles: Bundles) {
    super(app, `bilten-${stage.name}`, { description: `Bilten, event ticketing: ${stage.name}` });
    const api = httpApi(this, stage);
    const items = table(this, stage);
    const archived = archive(this, stage);
    const archivedBy = indexesOf(archived);
    const bus = new EventBus(this, "Bus", { eventBusName: `bilten-${stage.name}` });
    const audit = auditBucket(this, stage);
    const { workGroup } = auditQueries(this, stage, audit);
    const keys = keysSecret(this, stage);
    const stripe = stripeSecret(this, stage);
    const shared: SharedResources = {
      stage,
      bundles,
      api,
      table: items,
      archive: archived,
      busName: bus.eventBusName,
      audit,
      granted: {
        table: { name: items.tableName, arns: [items.tableArn] },
        ...indexesOf(items),
        archive: { name: archived.tableName, arns: [archived.tableArn] },
        archiveGsi1: archivedBy.gsi1,
        archiveGsi2: archivedBy.gsi2,
        archiveGsi3: archivedBy.gsi3,
        bus: { name: bus.eventBusName, arns: [bus.eventBusArn] },
        keys: { name: keys.secretArn, arns: [keys.secretArn] },
        stripe: { name: stripe.secretArn, arns: [stripe.secretArn] },
        mail: mailSender(this, stage),
        audit: { name: audit.bucketName, arns: [audit.arnForObjects("*")] },
      },
      alarms: stage.hasAlarms ? new Topic(this, "Alarms") : undefined,
    };

    for (const [folder, members] of Map.groupBy(operations, folderOf)) {
      const stack = new NestedStack(this, `${titled(folder)}Functions`, { description: `functions/${folder}` });
      for (const operation of members) operationRoute(stack, operation, shared);
    }
    for (const [folder, members] of Map.groupBy(subscribers, folderOf)) {
      const stack = new NestedStack(this, `${titled(folder)}Reactions`, { description: `events/${folder}` });
      for (const subscriber of members) reaction(stack, subscriber, shared);
    }

    this.tell("ApiUrl", api.apiEndpoint);
    this.tell("TableName", items.tableName);
    this.tell("ArchiveTableName", archived.tableName);
    this.tell("BusName", bus.eventBusName);
    this.tell("AuditBucket", audit.bucketName);
    this.tell("AuditWorkGroup", workGroup, "Ask Athena about the audit log here");
    if (shared.alarms) this.tell("AlarmTopic", shared.alarms.topicArn, "Subscribe here to be told of failures");
    const webhook = operations.find(({ auth }) => auth === "stripe");
    if (webhook) this.tell("StripeWebhook", api.apiEndpoint + webhook.path, "Enter it as an endpoint in Stripe");
    this.tell("StripeSecret", stripe.secretArn);
    const fill = `aws secretsmanager put-secret-value --secret-id bilten/${stage.name}/stripe --secret-string file://stripe.json`;
    this.tell("FillStripeSecret", fill, "Run it once, with secretKey, publishableKey and webhookSecret in stripe.json");
  }

  private tell(name: string, value: string, description?: string): void {
    new CfnOutput(this, name, { value, ...(description !== undefined && { description }) });
  }
}

const folderOf = ({ id }: { readonly id: string }) => id.replace(/\/.*$/, "");

/** `ticket-types` → `TicketTypes`. */
const titled = (folder: string) => folder.replace(/(?:^|-)(\w)/g, (_match, letter: string) => letter.toUpperCase());
