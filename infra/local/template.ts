import type { Resource } from "./seams.ts";
import { openAssembly } from "./template/assembly.ts";
import type { Late } from "./template/identity.ts";
import { openStack } from "./template/stack.ts";

export type { Late } from "./template/identity.ts";

export type ReadStack = {
  /** Nested stacks flattened, every intrinsic resolved. A Lambda function's metadata `aws:asset:path` is the absolute path of its code. */
  readonly resources: readonly Resource[];
  readonly outputs: Readonly<Record<string, unknown>>;
};

/**
 * Reads a stack out of a directory that `cdk synth` wrote. Throws, with stack, logical id and path, on a reference that
 * leads nowhere and on an intrinsic it does not know. Names and ARNs do not depend on `late`, so the same stack may be
 * read before and after the addresses are known.
 */
export function readStack(directory: string, stack: string, late: Late = {}): ReadStack {
  const assembly = openAssembly(directory, stack);
  const root = openStack({ name: stack, template: assembly.template, assembly, late, parameter: () => undefined });
  const outputs = Object.fromEntries(root.outputNames().map((name) => [name, root.output(name)]));
  return localized({ resources: root.resources(), outputs }, late);
}

/** CDK also joins the API's address from its id, region and suffix; that text becomes the local origin. */
function localized(stack: ReadStack, { apiOrigin }: Late): ReadStack {
  if (!apiOrigin) return stack;
  const joined = /https:\/\/[a-z0-9]{10}\.execute-api\.[a-z0-9-]+\.amazonaws\.com/g;
  const walk = (value: unknown): unknown => {
    if (typeof value === "string") return value.replaceAll(joined, apiOrigin);
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, walk(entry)]));
  };
  return {
    resources: stack.resources.map((resource) => ({ ...resource, properties: walkObject(resource.properties, walk) })),
    outputs: walkObject(stack.outputs, walk),
  };
}

function walkObject(object: Readonly<Record<string, unknown>>, walk: (value: unknown) => unknown) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, walk(value)]));
}
