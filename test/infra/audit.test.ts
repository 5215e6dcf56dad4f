import { describe, expect, test } from "vitest";
import { auditObjects } from "#events/relay/audit.ts";
import type { Resource } from "#infra/local/seams.ts";
import { stageNames } from "#infra/stages.ts";
import { record } from "#test/events/relay/changes.ts";
import { synthesized } from "./synthesized.ts";

type Column = { readonly Name: string; readonly Type: string; readonly Comment: string };
type Glue = {
  readonly Parameters: Readonly<Record<string, string>>;
  readonly PartitionKeys: readonly Column[];
  readonly StorageDescriptor: {
    readonly Columns: readonly Column[];
    readonly Location: string;
    readonly SerdeInfo: { readonly SerializationLibrary: string };
  };
};

describe.each(stageNames)("the audit log in stage %s", async (stage) => {
  const { ofType } = await synthesized(stage);
  const sealing = { keys: new Map(), random: () => new Uint8Array(12) };
  const [bucket] = ofType("AWS::S3::Bucket");
  const [table] = ofType("AWS::Glue::Table");
  if (!bucket || !table) throw new Error("There is no log, or no table of it");
  const { Parameters, PartitionKeys, StorageDescriptor } = table.properties.TableInput as Glue;

  test("is a table whose columns are what a line of it says", () => {
    expect(table.properties.DatabaseName).toBe(`bilten_${stage}`);
    expect(ofType("AWS::Glue::Database")[0]?.properties.DatabaseInput).toMatchObject({ Name: `bilten_${stage}` });
    const item = { pk: "order#1", sk: "order", __edb_e__: "order", changedBy: "x" };
    const objects = auditObjects([record(item, item)], sealing);
    const line = JSON.parse(objects[0]?.lines[0] ?? "");
    expect(StorageDescriptor.Columns.map(({ Name }) => Name)).toEqual(Object.keys(line));
    // What reads JSON as a table takes nothing but texts for a text.
    for (const { Name, Type } of StorageDescriptor.Columns)
      expect([Type, typeof line[Name]]).toEqual(["string", "string"]);
    for (const { Comment } of [...StorageDescriptor.Columns, ...PartitionKeys]) expect(Comment).not.toBe("");
  });

  test("finds a day's and an hour's objects by their keys, without a crawler", () => {
    expect(PartitionKeys.map(({ Name }) => Name)).toEqual(["date", "hour"]);
    const [object] = auditObjects([record(undefined, {}, { at: "2027-03-01T07:00:00Z" })], sealing);
    const template = Parameters["storage.location.template"] ?? "";
    const at = template.replace(/\$\{date\}/, "2027-03-01").replace(/\$\{hour\}/, "07");
    expect(`s3://${bucket.ref}/${object?.key}`.startsWith(at)).toBe(true);
    expect(at.startsWith(StorageDescriptor.Location)).toBe(true);
    expect(Parameters["projection.hour.values"]?.split(",")).toHaveLength(24);
    expect(Parameters).toMatchObject({
      "projection.enabled": "true",
      "projection.date.type": "date",
      "projection.date.format": "yyyy-MM-dd",
      "projection.hour.type": "enum",
    });
  });

  test("is asked in a workgroup that stops what costs too much, with questions to begin with", () => {
    const [work] = ofType("AWS::Athena::WorkGroup");
    expect(work?.properties.WorkGroupConfiguration).toMatchObject({
      EnforceWorkGroupConfiguration: true,
      BytesScannedCutoffPerQuery: 10 * 1024 ** 3,
      ResultConfiguration: { OutputLocation: `s3://${bucket.ref}/athena/` },
    });
    const questions = ofType("AWS::Athena::NamedQuery").map(({ properties }) => properties);
    expect(questions.length).toBeGreaterThan(0);
    for (const { WorkGroup, Database, QueryString } of questions) {
      expect({ WorkGroup, Database }).toEqual({ WorkGroup: `bilten-${stage}-audit`, Database: `bilten_${stage}` });
      expect(QueryString).toMatch(/FROM changes\s+WHERE "date" .*\n\) WHERE copy = 1/s);
    }
  });

  test("forgets within 28 days what the relay could not handle, which is not sealed, and what was found", () => {
    const rules = rulesOf(bucket);
    for (const Prefix of ["aws/lambda/", "athena/"]) {
      const rule = rules.find((one) => one.Prefix === Prefix);
      const days = Number(rule?.ExpirationInDays) + Number(rule?.NoncurrentVersionExpiration?.NoncurrentDays);
      expect(days).toBeLessThan(28);
    }
    expect(rules.filter(({ Prefix, ExpirationInDays }) => Prefix === undefined && ExpirationInDays)).toEqual([]);
  });
});

type Rule = {
  readonly Prefix?: string;
  readonly ExpirationInDays?: number;
  readonly NoncurrentVersionExpiration?: { readonly NoncurrentDays: number };
};
const rulesOf = ({ properties }: Resource) => (properties.LifecycleConfiguration as { Rules: readonly Rule[] }).Rules;
