import { describe, expect, test } from "vitest";
import { synthesized } from "./synthesized.ts";

const { ofType, functionOf } = await synthesized("prod");
const found = ofType("AWS::DynamoDB::GlobalTable", "AWS::DynamoDB::Table");
const [table, archive, ...others] = found;
const keys = (pk: string, sk: string) => [
  { AttributeName: pk, KeyType: "HASH" },
  { AttributeName: sk, KeyType: "RANGE" },
];

describe("the table", () => {
  test("is one beside its archive, paid by the request", () => {
    expect(others).toEqual([]);
    expect(table?.properties).toMatchObject({ BillingMode: "PAY_PER_REQUEST", KeySchema: keys("pk", "sk") });
  });

  test("has three indexes, which hold what a list shows and what ElectroDB needs", () => {
    const sold = ["eventId", "total", "ti", "sd", "tk", "cu", "nr", "tn"];
    const paid = ["orderId", "amount", "currency"];
    const NonKeyAttributes = ["card", "status", "__edb_e__", "__edb_v__", ...sold, ...paid];
    const Projection = { ProjectionType: "INCLUDE", NonKeyAttributes };
    expect(table?.properties.GlobalSecondaryIndexes).toEqual(
      ["gsi1", "gsi2", "gsi3"].map((IndexName) => ({
        IndexName,
        KeySchema: keys(`${IndexName}pk`, `${IndexName}sk`),
        Projection,
      })),
    );
  });

  test("lets only purgeAt delete, and streams what was and what is", () => {
    expect(table?.properties.TimeToLiveSpecification).toEqual({ AttributeName: "purgeAt", Enabled: true });
    expect(table?.properties.StreamSpecification).toEqual({ StreamViewType: "NEW_AND_OLD_IMAGES" });
  });

  test.each([
    ["local", false],
    ["dev", false],
    ["staging", true],
    ["prod", true],
  ] as const)("can be restored to any second of 28 days; protected from deletion in %s: %s", async (stage, protect) => {
    const both = (await synthesized(stage)).ofType("AWS::DynamoDB::GlobalTable");
    expect(both.map(({ properties }) => properties.Replicas)).toEqual(
      both.map(() => [
        expect.objectContaining({
          DeletionProtectionEnabled: protect,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 28 },
        }),
      ]),
    );
  });
});

describe("the archive", () => {
  const settings = ({ Replicas, ...rest }: Readonly<Record<string, unknown>>) => {
    const [{ TableClass = "STANDARD", ...replica } = {}] = Replicas as Record<string, unknown>[];
    return { TableClass, rest, replica };
  };

  test("is the same in the class of what is hardly read", () => {
    const [live, archived] = [table, archive].map((one) => settings(one?.properties ?? {}));
    expect([live?.TableClass, archived?.TableClass]).toEqual(["STANDARD", "STANDARD_INFREQUENT_ACCESS"]);
    expect({ ...archived, TableClass: "STANDARD" }).toEqual(live);
  });

  test("tells its own name to who asks for it", () => {
    const reads = functionOf("orders/get-order").properties.Environment as { Variables: Record<string, string> };
    expect(reads.Variables).toMatchObject({ TABLE_NAME: table?.ref, ARCHIVE_TABLE_NAME: archive?.ref });
    const searches = functionOf("events/list-upcoming-events").properties.Environment as {
      Variables: Record<string, string>;
    };
    expect(searches.Variables).not.toHaveProperty("ARCHIVE_TABLE_NAME");
  });
});
