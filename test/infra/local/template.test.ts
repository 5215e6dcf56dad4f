import { describe, expect, it } from "vitest";
import { type Late, readStack } from "../../../infra/local/template.ts";
import { handMadeAssembly } from "./hand-made-assembly.ts";

function read(template: Record<string, unknown>, late?: Late) {
  return readStack(handMadeAssembly().finish(template), "shop", late);
}

/** What a template expression becomes, beside these other resources. */
function resolved(expression: unknown, others: Record<string, unknown> = {}, late?: Late): unknown {
  return read({ Resources: { ...others }, Outputs: { It: { Value: expression } } }, late).outputs.It;
}

const queue = { Queue: { Type: "AWS::SQS::Queue", Properties: { QueueName: "mails" } } };
const table = { Table: { Type: "AWS::DynamoDB::GlobalTable" } };
const api = { Api: { Type: "AWS::ApiGatewayV2::Api", Properties: { Name: "api" } } };

describe("intrinsics", () => {
  it.each([
    [{ "Fn::Join": ["-", ["a", { Ref: "AWS::Region" }]] }, "a-eu-central-1"],
    [{ "Fn::Sub": `\${AWS::Partition}/\${AWS::AccountId}/\${!kept}` }, `aws/000000000000/\${kept}`],
    [{ "Fn::Sub": [`\${Name}.\${AWS::URLSuffix}`, { Name: { "Fn::Select": [1, ["a", "b"]] } }] }, "b.amazonaws.com"],
    [{ "Fn::Sub": `\${Queue.Arn}` }, "arn:aws:sqs:eu-central-1:000000000000:mails"],
    [{ "Fn::Select": ["1", { "Fn::Split": ["/", "a/b/c"] }] }, "b"],
    [
      [1, { Ref: "AWS::NoValue" }, true],
      [1, true],
    ],
    [
      { a: { Ref: "AWS::NoValue" }, b: { Ref: "Queue" } },
      { b: "https://sqs.eu-central-1.amazonaws.com/000000000000/mails" },
    ],
  ])("%j becomes %j", (expression, value) => {
    expect(resolved(expression, queue)).toEqual(value);
  });
});

describe("a reference that leads nowhere", () => {
  const broken = (expression: unknown) => () =>
    read({
      Resources: { Fn: { Type: "AWS::Logs::LogGroup", Properties: { Deep: [{ Here: expression }] } }, ...queue },
    });

  it.each([
    [{ Ref: "Gone" }, "shop Fn Properties.Deep[0].Here: Ref Gone resolves to nothing"],
    [
      { "Fn::GetAtt": ["Queue", "Colour"] },
      "shop Fn Properties.Deep[0].Here: Fn::GetAtt Queue.Colour resolves to nothing",
    ],
    [{ "Fn::Join": ["", [{ Ref: "Gone" }]] }, "shop Fn Properties.Deep[0].Here.Fn::Join[0]: Ref Gone"],
    [{ "Fn::Sub": `\${Gone}` }, "Ref Gone resolves to nothing"],
    [{ "Fn::If": ["Gone", 1, 2] }, "Fn::If is not known to the local cloud"],
    [{ "Fn::Transform": {} }, "Fn::Transform is not known to the local cloud"],
  ])("%j throws with its place", (expression, message) => {
    expect(broken(expression)).toThrow(message);
  });

  it("includes parameters and outputs of nested stacks", () => {
    const assembly = handMadeAssembly();
    const url = assembly.nested("child", {
      Parameters: { Given: { Type: "String" } },
      Resources: { Topic: { Type: "AWS::SNS::Topic", Properties: { TopicName: { Ref: "Given" } } } },
    });
    const nested = { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL: url } };
    const without = assembly.finish({ Resources: { Child: nested } });
    expect(() => readStack(without, "shop")).toThrow(
      "shop/Child Topic Properties.TopicName: Ref Given resolves to nothing",
    );
  });
});

describe("names", () => {
  it.each([
    [queue, { Ref: "Queue" }, "https://sqs.eu-central-1.amazonaws.com/000000000000/mails"],
    [table, { Ref: "Table" }, "shop-Table"],
    [table, { "Fn::GetAtt": ["Table", "Arn"] }, "arn:aws:dynamodb:eu-central-1:000000000000:table/shop-Table"],
    [
      { Rule: { Type: "AWS::Events::Rule", Properties: { Name: "r", EventBusName: "bus" } } },
      { "Fn::GetAtt": ["Rule", "Arn"] },
      "arn:aws:events:eu-central-1:000000000000:rule/bus/r",
    ],
    [
      { Role: { Type: "AWS::IAM::Role", Properties: { RoleName: "reader" } } },
      { "Fn::GetAtt": ["Role", "Arn"] },
      "arn:aws:iam::000000000000:role/reader",
    ],
    [
      { Secret: { Type: "AWS::SecretsManager::Secret", Properties: { Name: "key" } } },
      { Ref: "Secret" },
      expect.stringMatching(/^arn:aws:secretsmanager:eu-central-1:000000000000:secret:key-[a-z0-9]{6}$/),
    ],
    [{ Bucket: { Type: "AWS::S3::Bucket" } }, { "Fn::GetAtt": ["Bucket", "Arn"] }, "arn:aws:s3:::shop-bucket"],
  ])("of %j: %j is %s", (resources, expression, value) => {
    expect(resolved(expression, resources)).toEqual(value);
  });

  it("stay short and apart when logical ids are long", () => {
    const long = "L".repeat(80);
    const { resources } = read({
      Resources: { [`${long}A`]: { Type: "AWS::SNS::Topic" }, [`${long}B`]: { Type: "AWS::SNS::Topic" } },
    });
    const names = resources.map(({ arn }) => arn.split(":").at(-1) ?? "");
    expect(new Set(names).size).toBe(2);
    for (const name of names) expect(name.length).toBeLessThanOrEqual(63);
  });
});

describe("what is known late", () => {
  it("replaces the API's address however the template puts it together", () => {
    const late = { apiOrigin: "http://127.0.0.1:3000" };
    const joined = [
      "https://",
      { Ref: "Api" },
      ".execute-api.",
      { Ref: "AWS::Region" },
      ".",
      { Ref: "AWS::URLSuffix" },
      "/v1",
    ];
    expect(resolved({ "Fn::GetAtt": ["Api", "ApiEndpoint"] }, api, late)).toBe("http://127.0.0.1:3000");
    expect(resolved({ "Fn::Join": ["", joined] }, api, late)).toBe("http://127.0.0.1:3000/v1");
    expect(resolved({ "Fn::Join": ["", joined] }, api)).toMatch(
      /^https:\/\/\w{10}\.execute-api\.eu-central-1\.amazonaws\.com\/v1$/,
    );
  });

  it("gives queue URLs", () => {
    const late = { queueUrl: (name: string) => `http://queues/${name}` };
    expect(resolved({ Ref: "Queue" }, queue, late)).toBe("http://queues/mails");
  });
});

describe("nested stacks", () => {
  it("get parameters from their parent and give outputs back, in one flat list", () => {
    const assembly = handMadeAssembly();
    const url = assembly.nested("orders", {
      Parameters: { QueueArn: { Type: "String" } },
      Resources: {
        Place: {
          Type: "AWS::Lambda::Function",
          Properties: {
            Code: assembly.code("export const handler = 1"),
            Environment: { Variables: { QUEUE: { Ref: "QueueArn" } } },
          },
        },
      },
      Outputs: { PlaceArn: { Value: { "Fn::GetAtt": ["Place", "Arn"] } } },
    });
    const id = "ordersNestedStackordersNestedStackResourceC7C15B2C";
    const { resources, outputs } = readStack(
      assembly.finish({
        Resources: {
          ...queue,
          [id]: {
            Type: "AWS::CloudFormation::Stack",
            Properties: { TemplateURL: url, Parameters: { QueueArn: { "Fn::GetAtt": ["Queue", "Arn"] } } },
          },
          Meta: { Type: "AWS::CDK::Metadata" },
        },
        Outputs: { Arn: { Value: { "Fn::GetAtt": [id, "Outputs.PlaceArn"] } } },
      }),
      "shop",
    );
    expect(resources.map(({ stack, logicalId }) => `${stack} ${logicalId}`)).toEqual([
      "shop Queue",
      "shop/orders Place",
    ]);
    expect(resources[1]?.properties.Environment).toEqual({
      Variables: { QUEUE: "arn:aws:sqs:eu-central-1:000000000000:mails" },
    });
    expect(resources[1]?.metadata["aws:asset:path"]).toMatch(/^\/.*\/asset\.[0-9a-f]{64}$/);
    expect(outputs.Arn).toBe("arn:aws:lambda:eu-central-1:000000000000:function:shop-orders-Place");
  });
});
