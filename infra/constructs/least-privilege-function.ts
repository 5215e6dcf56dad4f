import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Architecture, Code, Function as LambdaFunction, Runtime } from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import type { Capability } from "#platform/capability.ts";
import { environmentFor, statementsFor } from "./grants.ts";
import type { SharedResources } from "./shared-resources.ts";

type Definition = {
  readonly id: string;
  readonly summary: string;
  readonly timeout?: number;
  readonly memory?: number;
};

/**
 * A Lambda with a role of its own, which may do what its capabilities say and write its log. The policy is part of the
 * role: no resource more, and the function never exists without it.
 */
export class LeastPrivilegeFunction extends LambdaFunction {
  readonly #policy: PolicyDocument;

  constructor(
    scope: Construct,
    id: string,
    definition: Definition,
    uses: readonly Capability[],
    shared: SharedResources,
  ) {
    const { stage, bundles, granted, api } = shared;
    const bundle = bundles.get(definition.id);
    if (!bundle) throw new Error(`${definition.id} was not bundled`);
    const functionName = functionNameOf(stage.name, definition.id);
    const logGroup = new LogGroup(scope, `${id}-log`, {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: stage.logDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const policy = new PolicyDocument({ statements: statementsFor(uses, granted) });
    super(scope, id, {
      functionName,
      description: definition.summary,
      code: Code.fromAsset(bundle.directory, { assetHash: bundle.hash }),
      handler: "index.handler",
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: definition.memory ?? 512,
      timeout: Duration.seconds(definition.timeout ?? 10),
      environment: { STAGE: stage.name, PUBLIC_URL: api.apiEndpoint, ...environmentFor(uses, granted) },
      logGroup,
      role: new Role(scope, `${id}-role`, {
        assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
        inlinePolicies: { capabilities: policy },
      }),
    });
    this.#policy = policy;
    this.allow(["logs:CreateLogStream", "logs:PutLogEvents"], logGroup.logGroupArn);
  }

  /** For what Lambda itself does in the function's name: reading its source, writing to its failure destination. */
  allow(actions: readonly string[], resource: string): void {
    this.#policy.addStatements(new PolicyStatement({ actions: [...actions], resources: [resource] }));
  }
}

/** Lambda takes at most 64 characters. */
function functionNameOf(stage: string, id: string): string {
  const name = `bilten-${stage}-${id.replaceAll("/", "-")}`;
  if (name.length > 64) throw new Error(`${name} is longer than the 64 characters Lambda allows: shorten ${id}`);
  return name;
}
