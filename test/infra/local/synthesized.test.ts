import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, CfnOutput, NestedStack, Stack } from "aws-cdk-lib";
import { HttpApi, HttpMethod, HttpRoute, HttpRouteKey } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { AttributeType, StreamViewType, TableV2 } from "aws-cdk-lib/aws-dynamodb";
import { EventBus, Rule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { Function as CdkFunction, Code, Runtime, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import { DynamoEventSource, SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Queue } from "aws-cdk-lib/aws-sqs";
import { expect, it, onTestFinished } from "vitest";
import { functionsOf } from "../../../infra/local/lambda/function.ts";
import { readStack } from "../../../infra/local/template.ts";
import { handMadeAssembly } from "./hand-made-assembly.ts";

/** Two nested stacks of the shape the product has, written by CDK itself. */
function synthesize(): string {
  const outdir = mkdtempSync(join(tmpdir(), "synthesized-"));
  onTestFinished(() => rmSync(outdir, { recursive: true }));
  const app = new App({ outdir, analyticsReporting: false });
  const stack = new Stack(app, "shop-local");
  const partitionKey = { name: "pk", type: AttributeType.STRING };
  const table = new TableV2(stack, "Table", { partitionKey, dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES });
  const eventBus = new EventBus(stack, "Bus");
  const queue = new Queue(stack, "Queue", { queueName: "shop-local-mails" });
  const secret = new Secret(stack, "Secret");
  const httpApi = new HttpApi(stack, "Api");
  const source = handMadeAssembly();
  source.code("export const handler = () => 1");
  for (const noun of ["orders", "events"]) {
    const nested = new NestedStack(stack, noun);
    const fn = new CdkFunction(nested, "act", {
      functionName: `shop-local-${noun}-act`,
      runtime: Runtime.NODEJS_22_X,
      handler: "index.handler",
      code: Code.fromAsset(source.directory),
      environment: {
        TABLE: table.tableName,
        QUEUE: queue.queueUrl,
        API: httpApi.apiEndpoint,
        SECRET: secret.secretArn,
      },
      onFailure: new SqsDestination(queue),
      retryAttempts: 1,
    });
    const integration = new HttpLambdaIntegration("integration", fn);
    new HttpRoute(nested, "route", {
      httpApi,
      routeKey: HttpRouteKey.with(`/v1/${noun}/{id}`, HttpMethod.POST),
      integration,
    });
    fn.addEventSource(new SqsEventSource(queue));
    fn.addEventSource(new DynamoEventSource(table, { startingPosition: StartingPosition.TRIM_HORIZON }));
    new Rule(nested, "rule", {
      eventBus,
      eventPattern: { detailType: ["a"] },
      targets: [new LambdaFunction(fn, { deadLetterQueue: queue })],
    });
  }
  new CfnOutput(stack, "Url", { value: httpApi.url ?? "" });
  app.synth();
  return outdir;
}

it("reads what CDK writes", () => {
  const late = { apiOrigin: "http://127.0.0.1:3000", queueUrl: (name: string) => `http://127.0.0.1:4000/1/${name}` };
  const { resources, outputs } = readStack(synthesize(), "shop-local", late);
  const of = (type: string) => resources.filter((resource) => resource.type === type);
  const queueArn = "arn:aws:sqs:eu-central-1:000000000000:shop-local-mails";
  const tableName = of("AWS::DynamoDB::GlobalTable")[0]?.ref;

  expect(outputs.Url).toBe("http://127.0.0.1:3000/");
  expect(new Set(resources.map(({ stack }) => stack))).toEqual(
    new Set(["shop-local", "shop-local/orders", "shop-local/events"]),
  );
  expect([...functionsOf(resources).values()]).toMatchObject(
    ["orders", "events"].map((noun) => ({
      name: `shop-local-${noun}-act`,
      arn: `arn:aws:lambda:eu-central-1:000000000000:function:shop-local-${noun}-act`,
      handler: "index.handler",
      code: expect.stringMatching(/^\/.*\/asset\.[0-9a-f]{64}$/),
      retries: 1,
      onFailure: queueArn,
      environment: {
        TABLE: tableName,
        QUEUE: "http://127.0.0.1:4000/1/shop-local-mails",
        API: "http://127.0.0.1:3000",
      },
    })),
  );
  expect(of("AWS::Lambda::EventSourceMapping").map(({ properties }) => properties.EventSourceArn)).toEqual(
    expect.arrayContaining([queueArn, expect.stringMatching(`table/${tableName}/stream/`)]),
  );
  expect(of("AWS::Events::Rule")[0]?.properties.EventBusName).toBe(of("AWS::Events::EventBus")[0]?.ref);
}, 30_000);
