import { once } from "node:events";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Cloud, startCloud } from "../../../infra/local/cloud.ts";
import type { RequestLine } from "../../../infra/local/http-api/gateway.ts";
import { handMadeAssembly } from "./hand-made-assembly.ts";

/** Temporary directories have no SDK. */
const sdk = pathToFileURL(createRequire(import.meta.url).resolve("@aws-sdk/client-sqs"));
const sender = `
  import sqs from "${sdk}";
  const client = new sqs.SQSClient({ useQueueUrlAsEndpoint: false });
  export const handler = async (event) => {
    await client.send(new sqs.SendMessageCommand({ QueueUrl: process.env.QUEUE, MessageBody: event.body }));
    return { statusCode: 202, body: process.env.API };
  }`;
const receiver = `export const handler = ({ Records }) => { for (const { body } of Records) console.log("got " + body) }`;
const watcher = `export const handler = () => console.log("an hour passed")`;

function shop(): string {
  const assembly = handMadeAssembly();
  const fn = (name: string, source: string, variables: Record<string, unknown> = {}) => ({
    Type: "AWS::Lambda::Function",
    Properties: {
      FunctionName: name,
      Runtime: "nodejs24.x",
      Handler: "index.handler",
      Code: assembly.code(source),
      // A busy machine may need longer than the three seconds of the default to load the SDK.
      Timeout: 20,
      Environment: { Variables: variables },
      Role: { "Fn::GetAtt": ["Role", "Arn"] },
    },
  });
  const allow = (Action: string, id: string) => ({ Effect: "Allow", Action, Resource: { "Fn::GetAtt": [id, "Arn"] } });
  const Service = ["lambda.amazonaws.com", "scheduler.amazonaws.com"];
  const Trust = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service } };
  const PolicyDocument = { Statement: [allow("sqs:*", "Queue"), allow("lambda:InvokeFunction", "Watch")] };
  const api = { ApiId: { Ref: "Api" } };
  return assembly.finish({
    Resources: {
      Api: { Type: "AWS::ApiGatewayV2::Api", Properties: { Name: "shop", ProtocolType: "HTTP" } },
      Queue: { Type: "AWS::SQS::Queue", Properties: { QueueName: "mails" } },
      Role: {
        Type: "AWS::IAM::Role",
        Properties: {
          AssumeRolePolicyDocument: { Statement: Trust },
          Policies: [{ PolicyName: "p", PolicyDocument }],
        },
      },
      Send: fn("send", sender, { QUEUE: { Ref: "Queue" }, API: { "Fn::GetAtt": ["Api", "ApiEndpoint"] } }),
      Receive: fn("receive", receiver),
      Watch: fn("watch", watcher),
      Integration: {
        Type: "AWS::ApiGatewayV2::Integration",
        Properties: { ...api, IntegrationUri: { "Fn::GetAtt": ["Send", "Arn"] }, PayloadFormatVersion: "2.0" },
      },
      Route: {
        Type: "AWS::ApiGatewayV2::Route",
        Properties: { ...api, RouteKey: "POST /mails", Target: { "Fn::Sub": `integrations/\${Integration}` } },
      },
      Permission: {
        Type: "AWS::Lambda::Permission",
        Properties: {
          Action: "lambda:InvokeFunction",
          FunctionName: { Ref: "Send" },
          Principal: "apigateway.amazonaws.com",
          SourceArn: { "Fn::Sub": `arn:aws:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${Api}/*/*/mails` },
        },
      },
      Mapping: {
        Type: "AWS::Lambda::EventSourceMapping",
        Properties: { FunctionName: { Ref: "Receive" }, EventSourceArn: { "Fn::GetAtt": ["Queue", "Arn"] } },
      },
      Hourly: {
        Type: "AWS::Scheduler::Schedule",
        Properties: {
          ScheduleExpression: "rate(1 hour)",
          FlexibleTimeWindow: { Mode: "OFF" },
          Target: { Arn: { "Fn::GetAtt": ["Watch", "Arn"] }, RoleArn: { "Fn::GetAtt": ["Role", "Arn"] } },
        },
      },
    },
  });
}

describe("a stack on this machine", () => {
  let cloud: Cloud;
  const logged: string[] = [];
  const requests: RequestLine[] = [];

  beforeAll(async () => {
    cloud = await startCloud({
      assembly: shop(),
      stack: "shop",
      port: 0,
      describe: () => ({ name: "shop" }),
      controls: { "POST /_local/ping": () => ({ body: "pong" }) },
      onFunctionLog: (name, line) => logged.push(`${name}: ${line}`),
      onRequest: (line) => requests.push(line),
    });
  }, 30_000);
  afterAll(() => cloud.stop());

  const control = async (path: string, body = {}) =>
    (await fetch(`${cloud.api}/_local/${path}`, { method: "POST", body: JSON.stringify(body) })).json();

  it("takes a request from the API through a queue to another function", async () => {
    const response = await fetch(`${cloud.api}/mails`, {
      method: "POST",
      headers: { "content-type": "text/plain" },
      body: "hello",
    });
    expect([response.status, await response.text()]).toEqual([202, cloud.api]);
    expect(await control("settle")).toEqual({ settled: true });
    expect(logged).toContain("receive: got hello");
    expect(requests).toMatchObject([{ operation: "send", method: "POST", path: "/mails", status: 202 }]);
  });

  it("breaks as a scenario says: a request whose function times out fails, and its work is done all the same", async () => {
    await control("faults", { faults: [{ kind: "function-timeout", functionName: "send" }] });
    const init = { method: "POST", headers: { "content-type": "text/plain" }, body: "too late" };
    const response = await fetch(`${cloud.api}/mails`, init);
    expect([response.status, await response.json()]).toEqual([500, { message: "Internal Server Error" }]);
    await control("settle");
    expect(logged).toContain("receive: got too late");
    expect(cloud.faults.fired()).toEqual({ "function-timeout": 1 });
  });

  it("duplicates as a scenario says: a message is worked on twice", async () => {
    await control("faults", { faults: [{ kind: "message-duplicated", functionName: "receive" }] });
    await fetch(`${cloud.api}/mails`, { method: "POST", headers: { "content-type": "text/plain" }, body: "twice" });
    await control("settle");
    expect(logged.filter((line) => line === "receive: got twice")).toHaveLength(2);
  });

  it("lets time pass", async () => {
    await control("clock", { advanceSeconds: 3_600 });
    await control("settle");
    expect(logged).toContain("watch: an hour passed");
  });

  it("invokes a function by its name", async () => {
    expect(await cloud.invoke("watch", {})).toEqual({ ok: true, payload: null });
  });

  it("describes itself, and more controls can be added", async () => {
    expect(await (await fetch(`${cloud.api}/_local`)).json()).toEqual({
      api: cloud.api,
      mail: cloud.mail,
      endpoint: cloud.endpoint,
      now: expect.any(String),
      name: "shop",
    });
    expect(await control("ping")).toBe("pong");
  });
});

it("leaves nothing running when it cannot start", async () => {
  const assembly = handMadeAssembly().finish({
    Resources: { Fn: { Type: "AWS::SNS::Topic", Properties: { TopicName: { Ref: "Gone" } } } },
  });
  const holder = createServer();
  holder.listen(0, "127.0.0.1");
  await once(holder, "listening");
  const address = holder.address();
  const port = typeof address === "object" && address ? address.port : 0;
  holder.close();
  const MachineDate = Date;
  await expect(startCloud({ assembly, stack: "shop", port })).rejects.toThrow("shop Fn Properties.TopicName: Ref Gone");
  expect(Date).toBe(MachineDate);
  await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toThrow("fetch failed");
}, 30_000);
