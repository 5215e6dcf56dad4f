import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { minutes, seconds, shifted } from "#domain/time.ts";

/** What Secrets Manager answers, or nothing while it is down; and how often it was asked. */
let secret: object | undefined;
let reads = 0;

const aws = createServer((request, response) => {
  request.resume();
  reads++;
  response.setHeader("content-type", "application/x-amz-json-1.1");
  if (!secret) response.writeHead(400).end(JSON.stringify({ __type: "InvalidRequestException" }));
  else response.end(JSON.stringify({ SecretString: JSON.stringify(secret) }));
}).listen(0, "127.0.0.1");
await once(aws, "listening");
afterAll(() => aws.close());
Object.assign(process.env, {
  AWS_ENDPOINT_URL: `http://127.0.0.1:${(aws.address() as AddressInfo).port}`,
  AWS_REGION: "eu-central-1",
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
});
const { readStripeEvent } = await import("#platform/stripe-event.ts");

const keys = { secretKey: "sk_test_1", publishableKey: "pk_test_1" };
let now = new Date("2027-03-01T19:00:00.000Z");
const body = JSON.stringify({ type: "some.thing", data: { object: { id: "x" } } });
const signedBy = (secrets: readonly string[], text = body, at = now) => {
  const time = Math.floor(at.getTime() / 1000);
  const signed = (each: string) => createHmac("sha256", each).update(`${time}.${text}`).digest("hex");
  return [`t=${time}`, ...secrets.map((each) => `v1=${signed(each)}`)].join(",");
};
const takes = (...secrets: string[]) => readStripeEvent(body, signedBy(secrets), now);
const refuses = (...secrets: string[]) =>
  expect(takes(...secrets)).rejects.toMatchObject({ code: "invalid_signature" });

/** An instance that has read no secret yet: each has its own name for it. */
let instances = 0;
beforeEach(() => {
  process.env.STRIPE_SECRET_ARN = `stripe-${instances++}`;
  secret = { ...keys, webhookSecret: "whsec_old" };
  reads = 0;
});

describe("a webhook is signed", () => {
  it("with the one secret there is, or with any of several", async () => {
    expect(await takes("whsec_old")).toMatchObject({ type: "some.thing" });
    await refuses("whsec_new");
    process.env.STRIPE_SECRET_ARN = `stripe-${instances++}`;
    secret = { ...keys, webhookSecrets: ["whsec_new", "whsec_old"] };
    for (const signers of [["whsec_old"], ["whsec_new"], ["whsec_new", "whsec_old"], ["whsec_later", "whsec_old"]]) {
      expect(await takes(...signers)).toMatchObject({ type: "some.thing" });
    }
    await refuses("whsec_gone");
  });

  it("with a secret that was rolled in since the instance read it", async () => {
    await takes("whsec_old");
    secret = { ...keys, webhookSecrets: ["whsec_new", "whsec_old"] };
    expect(await takes("whsec_new")).toMatchObject({ type: "some.thing" });
    expect(await takes("whsec_old")).toMatchObject({ type: "some.thing" });
    expect(reads).toBe(2);
  });

  it("by nobody, for as many forged ones as may come: the secret is read once more a minute", async () => {
    for (let forged = 0; forged < 100; forged++) await refuses("whsec_forged");
    expect(reads).toBe(2);
    now = new Date(shifted(now, seconds(59)));
    await refuses("whsec_forged");
    expect(reads).toBe(2);
    now = new Date(shifted(now, seconds(1)));
    for (let forged = 0; forged < 100; forged++) await refuses("whsec_forged");
    expect(reads).toBe(3);
    // What is off in time is refused before anything is looked at.
    await expect(readStripeEvent(body, signedBy(["whsec_old"], body, new Date(0)), now)).rejects.toMatchObject({
      code: "invalid_signature",
    });
    expect(await takes("whsec_old")).toMatchObject({ type: "some.thing" });
  });

  it("by nobody while the secret cannot be read", async () => {
    secret = undefined;
    for (const signers of [["whsec_old"], [""]]) {
      await expect(takes(...signers)).rejects.toMatchObject({ name: "InvalidRequestException" });
    }
    secret = { ...keys, webhookSecret: "whsec_old" };
    expect(await takes("whsec_old")).toMatchObject({ type: "some.thing" });
    now = new Date(shifted(now, minutes(1)));
    secret = undefined;
    await expect(takes("whsec_new")).rejects.toMatchObject({ name: "InvalidRequestException" });
    expect(await takes("whsec_old")).toMatchObject({ type: "some.thing" });
  });

  it.each([{}, { webhookSecret: "" }, { webhookSecrets: [] }, { webhookSecrets: [""], webhookSecret: "" }])(
    "by nobody while the stage has no secret: %j",
    async (none) => {
      secret = { ...keys, ...none };
      for (const signer of ["", "undefined", "whsec_"]) await expect(takes(signer)).rejects.toThrow("fail closed");
    },
  );
});

describe("webhook body parsed before its signature was checked", () => {
  /** The variant others shipped: a framework has parsed the body, and what is checked is a text made of it again. */
  const parsedFirst = (text: string, signature: string) =>
    readStripeEvent(JSON.stringify(JSON.parse(text)), signature, now);

  /** Genuine, each in bytes that `JSON.stringify` would not write. */
  const genuine = [
    JSON.stringify(JSON.parse(body), null, 2),
    `${body}\n`,
    '{"type":"some.thing","data":{"object":{"id":"x","amount":1.0}}}',
    '{"type":"some\\u002ething","data":{"object":{"id":"x","amount":1e2}}}',
    '{"type":"some.thing","data":{"object":{"2":"b","1":"a"}}}',
  ];

  it.each(genuine)("takes %j by the bytes that were signed", async (text) => {
    expect(await readStripeEvent(text, signedBy(["whsec_old"], text), now)).toMatchObject({ type: "some.thing" });
  });

  it("would refuse what is genuine, if it were parsed before (the guilty variant)", async () => {
    for (const text of genuine) {
      const refused = parsedFirst(text, signedBy(["whsec_old"], text));
      await expect(refused).rejects.toMatchObject({ code: "invalid_signature" });
    }
  });

  it.each(["", "not JSON", "[".repeat(200_000), '{"__proto__":', '{"a":1,"a":2}'])(
    "reads nothing of what is not signed: %.20s",
    async (text) => {
      const unsigned = readStripeEvent(text, signedBy(["whsec_forged"], text), now);
      await expect(unsigned).rejects.toMatchObject({ code: "invalid_signature" });
    },
  );

  it("takes no word of a body whose signature is another body's", async () => {
    const signature = signedBy(["whsec_old"]);
    const altered = body.replace("some.thing", "payment_intent.succeeded");
    await expect(readStripeEvent(altered, signature, now)).rejects.toMatchObject({ code: "invalid_signature" });
  });
});
