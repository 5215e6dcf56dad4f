import { Aws } from "aws-cdk-lib";
import { CfnNamedQuery, CfnWorkGroup } from "aws-cdk-lib/aws-athena";
import { CfnDatabase, CfnTable } from "aws-cdk-lib/aws-glue";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import type { Stage } from "../stages.ts";
import { queryResults } from "./audit-bucket.ts";

const column = (name: string, comment: string) => ({ name, type: "string", comment });

/** The columns of the log, by the names its lines have. */
const columns = [
  column("sequence", "Place among the stream's changes: what has it twice was delivered twice"),
  column("stream", "The table it happened in"),
  column("at", "When, in UTC, to the second; the images' updatedAt is more exact"),
  column("change", "INSERT, MODIFY or REMOVE"),
  column(
    "who",
    "A person's id, an operation or reaction, operator, ttl, or unsigned: see what else changed at that moment",
  ),
  column("entity", "What it is: event, ticketType, order, user …"),
  column("pk", "The first half of the item's key, such as event#<eventId>"),
  column("sk", "The second half of its key"),
  column("before", "The item before, as JSON; personal fields are sealed"),
  column("after", "The item after, as JSON"),
];

/** Lines of the log, each once, whatever was delivered twice. */
const once = (where: string) => `SELECT * FROM (
  SELECT *, row_number() OVER (PARTITION BY stream, sequence) AS copy FROM changes
  WHERE ${where}
) WHERE copy = 1 ORDER BY at, length(sequence), sequence`;

const queries = {
  "life-of-an-item": once(`"date" BETWEEN '2027-03-01' AND '2027-03-07' AND pk = 'event#<eventId>' AND sk = 'event'`),
  "what-somebody-did": once(`"date" = '2027-03-01' AND who = '<userId>'`),
};

/**
 * The audit log as a table of Athena. Its partitions follow from the keys, so that nothing crawls or adds them, and it
 * costs nothing until somebody asks. A query that would read more than 10 GB (5 cents) stops.
 */
export function auditQueries(scope: Construct, stage: Stage, audit: IBucket): { readonly workGroup: string } {
  const databaseName = `bilten_${stage.name}`;
  const database = new CfnDatabase(scope, "AuditDatabase", {
    catalogId: Aws.ACCOUNT_ID,
    databaseInput: { name: databaseName, description: "Who changed what, when, from what to what" },
  });
  const location = audit.s3UrlForObject("changes/");
  const table = new CfnTable(scope, "AuditChanges", {
    catalogId: Aws.ACCOUNT_ID,
    databaseName,
    tableInput: {
      name: "changes",
      description: "One row per change of an item, by the UTC hour it was made in",
      tableType: "EXTERNAL_TABLE",
      partitionKeys: [column("date", "Day of the change, in UTC"), column("hour", "Its hour, 00 to 23")],
      storageDescriptor: {
        columns,
        location,
        compressed: true,
        inputFormat: "org.apache.hadoop.mapred.TextInputFormat",
        outputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
        // Of Athena's two readers of JSON this one; for the other, AWS warns of rows too many or too few.
        serdeInfo: { serializationLibrary: "org.apache.hive.hcatalog.data.JsonSerDe" },
      },
      parameters: {
        EXTERNAL: "TRUE",
        classification: "json",
        compressionType: "gzip",
        "projection.enabled": "true",
        "projection.date.type": "date",
        "projection.date.format": "yyyy-MM-dd",
        "projection.date.range": "2026-01-01,NOW",
        "projection.hour.type": "enum",
        "projection.hour.values": Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, "0")).join(","),
        "storage.location.template": `${location}date=\${date}/hour=\${hour}/`,
      },
    },
  });
  table.addResourceDependency(database);
  const name = `bilten-${stage.name}-audit`;
  const workGroup = new CfnWorkGroup(scope, "AuditWork", {
    name,
    description: "Questions about the audit log",
    recursiveDeleteOption: !stage.keepsData,
    workGroupConfiguration: {
      enforceWorkGroupConfiguration: true,
      engineVersion: { selectedEngineVersion: "Athena engine version 3" },
      bytesScannedCutoffPerQuery: 10 * 1024 ** 3,
      publishCloudWatchMetricsEnabled: false,
      resultConfiguration: {
        outputLocation: audit.s3UrlForObject(queryResults),
        encryptionConfiguration: { encryptionOption: "SSE_S3" },
      },
    },
  });
  for (const [question, queryString] of Object.entries(queries)) {
    const asked = { name: question, queryString, database: databaseName, workGroup: name };
    new CfnNamedQuery(scope, `AuditQuery-${question}`, asked).addResourceDependency(workGroup);
  }
  return { workGroup: name };
}
