/**
 * The closed table of what a function may be allowed. One row gives the IAM actions, the resource they are granted on
 * and (through it) the environment variable that names the resource: a function that does not ask for a capability has
 * neither the grant nor the name.
 */
export const capabilities = {
  "table:get": { resource: "table", actions: ["dynamodb:GetItem"] },
  "table:batch-get": { resource: "table", actions: ["dynamodb:BatchGetItem"] },
  "table:query": { resource: "table", actions: ["dynamodb:Query"] },
  "gsi1:query": { resource: "gsi1", actions: ["dynamodb:Query"] },
  "gsi2:query": { resource: "gsi2", actions: ["dynamodb:Query"] },
  "gsi3:query": { resource: "gsi3", actions: ["dynamodb:Query"] },
  "table:put": { resource: "table", actions: ["dynamodb:PutItem"] },
  "table:update": { resource: "table", actions: ["dynamodb:UpdateItem"] },
  "table:delete": { resource: "table", actions: ["dynamodb:DeleteItem"] },
  "table:check": { resource: "table", actions: ["dynamodb:ConditionCheckItem"] },
  "archive:get": { resource: "archive", actions: ["dynamodb:GetItem"] },
  "archive:batch-get": { resource: "archive", actions: ["dynamodb:BatchGetItem"] },
  "archive:query": { resource: "archive", actions: ["dynamodb:Query"] },
  "archive-gsi1:query": { resource: "archiveGsi1", actions: ["dynamodb:Query"] },
  "archive-gsi2:query": { resource: "archiveGsi2", actions: ["dynamodb:Query"] },
  "archive-gsi3:query": { resource: "archiveGsi3", actions: ["dynamodb:Query"] },
  "archive:put": { resource: "archive", actions: ["dynamodb:PutItem"] },
  "bus:put": { resource: "bus", actions: ["events:PutEvents"] },
  "keys:read": { resource: "keys", actions: ["secretsmanager:GetSecretValue"] },
  "stripe:pay": { resource: "stripe", actions: ["secretsmanager:GetSecretValue"] },
  "mail:send": { resource: "mail", actions: ["ses:SendEmail"] },
  // What SES puts together as MIME may need the older action, too.
  "mail:attach": { resource: "mail", actions: ["ses:SendRawEmail"] },
  "audit:put": { resource: "audit", actions: ["s3:PutObject"] },
} as const satisfies Record<string, { resource: string; actions: readonly string[] }>;

export type Capability = keyof typeof capabilities;
export type CapabilityResource = (typeof capabilities)[Capability]["resource"];

/** The environment variable under which a function finds each resource. */
export const resourceEnvironment = {
  table: "TABLE_NAME",
  gsi1: "TABLE_NAME",
  gsi2: "TABLE_NAME",
  gsi3: "TABLE_NAME",
  archive: "ARCHIVE_TABLE_NAME",
  archiveGsi1: "ARCHIVE_TABLE_NAME",
  archiveGsi2: "ARCHIVE_TABLE_NAME",
  archiveGsi3: "ARCHIVE_TABLE_NAME",
  bus: "BUS_NAME",
  keys: "KEYS_SECRET_ARN",
  stripe: "STRIPE_SECRET_ARN",
  mail: "MAIL_FROM",
  audit: "AUDIT_BUCKET",
} as const satisfies Record<CapabilityResource, string>;
