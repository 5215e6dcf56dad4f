import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { type Capability, type CapabilityResource, capabilities, resourceEnvironment } from "#platform/capability.ts";

/** For each resource of the capability table: what it is called in the environment, and what is granted on it. */
export type Granted = Readonly<Record<CapabilityResource, { readonly name: string; readonly arns: readonly string[] }>>;

/** One statement per resource, with the actions of these capabilities and no other. */
export function statementsFor(uses: readonly Capability[], granted: Granted): PolicyStatement[] {
  const byResource = Map.groupBy(uses, (capability) => capabilities[capability].resource);
  return [...byResource].map(([resource, of]) => {
    const actions = of.flatMap((capability) => capabilities[capability].actions);
    return new PolicyStatement({ actions, resources: [...granted[resource].arns] });
  });
}

/** The names that come with these capabilities. */
export function environmentFor(uses: readonly Capability[], granted: Granted): Record<string, string> {
  const resources = uses.map((capability) => capabilities[capability].resource);
  return Object.fromEntries(resources.map((resource) => [resourceEnvironment[resource], granted[resource].name]));
}
