import { RemovalPolicy } from "aws-cdk-lib";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import type { Stage } from "../stages.ts";

const removalPolicy = ({ keepsData }: Stage) => (keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY);

/** The secret all keys of the stage are derived from. It is drawn by AWS and never leaves it but to a function. */
export function keysSecret(scope: Construct, stage: Stage): Secret {
  return new Secret(scope, "Keys", {
    secretName: `bilten/${stage.name}/keys`,
    description: "Keys for tokens, cursors and tickets are derived from `master`. Changing it ends them all.",
    generateSecretString: {
      secretStringTemplate: "{}",
      generateStringKey: "master",
      passwordLength: 64,
      excludePunctuation: true,
    },
    removalPolicy: removalPolicy(stage),
  });
}

/** Empty until an operator puts Stripe's secrets in; until then payments are unavailable. */
export function stripeSecret(scope: Construct, stage: Stage): Secret {
  return new Secret(scope, "Stripe", {
    secretName: `bilten/${stage.name}/stripe`,
    description:
      "secretKey, publishableKey and webhookSecret, as Stripe's dashboard shows them; webhookSecrets, a list, while it is rolled",
    generateSecretString: {
      secretStringTemplate: JSON.stringify({ secretKey: "", publishableKey: "", webhookSecret: "" }),
      generateStringKey: "unused",
    },
    removalPolicy: removalPolicy(stage),
  });
}
