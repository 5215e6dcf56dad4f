import { RemovalPolicy } from "aws-cdk-lib";
import {
  AttributeType,
  Billing,
  type GlobalSecondaryIndexPropsV2,
  ProjectionType,
  StreamViewType,
  TableClass,
  TableV2,
} from "aws-cdk-lib/aws-dynamodb";
import type { Construct } from "constructs";
import type { Stage } from "../stages.ts";
import { projected } from "./projected.ts";

const indexNames = ["gsi1", "gsi2", "gsi3"] as const;
type IndexName = (typeof indexNames)[number];
const text = (name: string) => ({ name, type: AttributeType.STRING });

/** The one table, with three indexes that entities share. */
export const table = (scope: Construct, stage: Stage) => tableNamed("Table", TableClass.STANDARD, scope, stage);

/**
 * The archive: what ended long ago, under the same keys. Storing costs less than half there, reading and writing a
 * quarter more, and it is hardly read.
 */
export const archive = (scope: Construct, stage: Stage) =>
  tableNamed("Archive", TableClass.STANDARD_INFREQUENT_ACCESS, scope, stage);

function tableNamed(id: string, tableClass: TableClass, scope: Construct, stage: Stage): TableV2 {
  return new TableV2(scope, id, {
    // The usual class goes without saying: a template that does not name it changes nothing of a table there is.
    ...(tableClass === TableClass.STANDARD ? {} : { tableClass }),
    partitionKey: text("pk"),
    sortKey: text("sk"),
    globalSecondaryIndexes: indexNames.map(
      (indexName): GlobalSecondaryIndexPropsV2 => ({
        indexName,
        partitionKey: text(`${indexName}pk`),
        sortKey: text(`${indexName}sk`),
        projectionType: ProjectionType.INCLUDE,
        nonKeyAttributes: projected,
      }),
    ),
    billing: Billing.onDemand(),
    timeToLiveAttribute: "purgeAt",
    dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 28 },
    deletionProtection: stage.keepsData,
    removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
}

/** What may be granted of each index: not all of them to who reads one. */
export const indexesOf = ({ tableName, tableArn }: TableV2) => {
  const index = (name: IndexName) => ({ name: tableName, arns: [`${tableArn}/index/${name}`] });
  return { gsi1: index("gsi1"), gsi2: index("gsi2"), gsi3: index("gsi3") };
};
