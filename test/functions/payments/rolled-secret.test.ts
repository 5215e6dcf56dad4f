import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { beforeAll, describe, expect, it } from "vitest";
import { minutes } from "#domain/time.ts";
import { getOrder } from "#functions/orders/get-order.ts";
import { api } from "#test/support/api.ts";
import { asOperator } from "#test/support/operator.ts";
import { loggedIn } from "#test/support/people.ts";
import { aHold, pay, stripeDoes } from "#test/support/purchases.ts";
import { aPublishedEvent, type Show } from "#test/support/shows.ts";
import { isDone } from "#test/support/then.ts";
import { everythingSettles, timePasses } from "#test/support/when.ts";

/** The stage's Stripe secret, as an operator keeps it. */
const name = "bilten/local/stripe";
type Secret = { webhookSecret?: string; webhookSecrets?: string[] };

describe("the webhook's secret", () => {
  let show: Show;
  let secrets: SecretsManagerClient;

  beforeAll(async () => {
    show = await aPublishedEvent();
    secrets = new SecretsManagerClient(await asOperator());
  });

  const kept = async () => {
    const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: name }));
    return JSON.parse(SecretString ?? "{}") as Secret;
  };
  const becomes = async (differs: Secret) => {
    const SecretString = JSON.stringify({ ...(await kept()), ...differs });
    await secrets.send(new PutSecretValueCommand({ SecretId: name, SecretString }));
  };
  const rolled = async (graceSeconds: number) =>
    ((await stripeDoes("/_double/webhooks/roll", { graceSeconds })) as { secret: string }).secret;
  /** Pays an order. Answers how it stands, as far as Stripe's words of it have been believed. */
  async function bought() {
    const { order, orderId, buyer } = await aHold({ show });
    await pay(order);
    await everythingSettles();
    return async () => {
      const { token } = await loggedIn(buyer);
      return isDone(await api.call(getOrder, { orderId }, { token })).status;
    };
  }

  it("is rolled without losing a webhook: both are believed, whoever knows of which", async () => {
    const { webhookSecret: old = "" } = await kept();
    const fresh = await rolled(60);
    // Signed with both: who knows the old one alone believes it.
    expect(await (await bought())()).toBe("confirmed");
    await becomes({ webhookSecret: "", webhookSecrets: [fresh, old] });
    await timePasses(minutes(1));
    // Signed with the new one alone, which nobody has read yet.
    expect(await (await bought())()).toBe("confirmed");
    await becomes({ webhookSecret: fresh, webhookSecrets: [] });
  });

  it("that we do not know yet is not believed: Stripe tells again, until we do", async () => {
    const fresh = await rolled(0);
    const status = await bought();
    expect(await status()).toBe("pending");
    await becomes({ webhookSecret: fresh });
    await timePasses(minutes(5));
    expect(await status()).toBe("confirmed");
  });
});
