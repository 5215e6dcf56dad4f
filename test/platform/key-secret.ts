import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll } from "vitest";

/** Gives the tests of a file Secrets Manager, with a stage's key secret in it, over the network as on AWS. */
export function withKeySecret(): void {
  const secret = JSON.stringify({ master: "m".repeat(64) });
  const server = createServer((request, response) => {
    request.resume();
    response.setHeader("content-type", "application/x-amz-json-1.1");
    response.end(JSON.stringify({ ARN: "arn", Name: "keys", SecretString: secret }));
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      AWS_REGION: "eu-central-1",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      KEYS_SECRET_ARN: "arn",
      STAGE: "test",
    });
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
}
