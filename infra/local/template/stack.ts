import { resolve } from "node:path";
import { isObject, type JsonObject, objectAt, stringAt } from "../json.ts";
import type { Resource } from "../seams.ts";
import { type Assembly, readJson } from "./assembly.ts";
import { type Identified, identify, type Late } from "./identity.ts";
import { evaluate, type Scope } from "./intrinsics.ts";
import { pseudoParameter } from "./pseudo.ts";

/** One template with everything in it resolved on demand, nested stacks included. */
export type Stack = {
  resources(): Resource[];
  output(name: string): unknown;
  outputNames(): string[];
};

type Given = {
  readonly name: string;
  readonly template: JsonObject;
  readonly assembly: Assembly;
  readonly late: Late;
  /** The value the parent gives a parameter. */
  parameter(name: string): unknown;
};

type Declaration = { readonly type: string; readonly properties: JsonObject; readonly body: JsonObject };

const nestedStack = "AWS::CloudFormation::Stack";
/** Written by CDK for its own statistics. */
const ignored = new Set(["AWS::CDK::Metadata"]);

export function openStack({ name, template, assembly, late, parameter }: Given): Stack {
  const { place } = assembly;
  const declared = new Map(Object.entries(objectAt(template, "Resources")).flatMap(declaration));
  const parameters = objectAt(template, "Parameters");
  const outputs = objectAt(template, "Outputs");
  const identities = new Map<string, Identified>();
  const nested = new Map<string, Stack>();

  const scope: Scope = {
    ref: (id) => pseudoParameter(id, place, name) ?? parameterValue(id) ?? identityOf(id)?.ref,
    getAtt: (id, attribute) => {
      const resource = declared.get(id);
      if (resource?.type !== nestedStack) return identityOf(id)?.attribute(attribute);
      return nestedOf(id, resource).output(attribute.replace(/^Outputs\./, ""));
    },
  };

  function parameterValue(id: string): unknown {
    return id in parameters ? (parameter(id) ?? objectAt(parameters, id).Default) : undefined;
  }

  function identityOf(id: string): Identified | undefined {
    const resource = declared.get(id);
    if (!resource) return undefined;
    const property = (key: string) => evaluate(resource.properties[key], scope, `${name} ${id} Properties.${key}`);
    const known =
      identities.get(id) ?? identify({ stack: name, logicalId: id, ...resource }, { place, late, property });
    identities.set(id, known);
    return known;
  }

  function nestedOf(id: string, { properties, body }: Declaration): Stack {
    const known = nested.get(id);
    if (known) return known;
    const where = `${name} ${id} Properties`;
    const file = assetOf(body, evaluate(properties.TemplateURL, scope, `${where}.TemplateURL`), assembly);
    if (!file) throw new Error(`${where}.TemplateURL: its template is not in the assembly`);
    const given = objectAt(properties, "Parameters");
    const stack = openStack({
      name: `${name}/${id.replace(/NestedStack\w*NestedStackResource[0-9A-F]{8}$/, "")}`,
      template: readJson(file),
      assembly,
      late,
      parameter: (key) => evaluate(given[key], scope, `${where}.Parameters.${key}`),
    });
    nested.set(id, stack);
    return stack;
  }

  function resourceOf(id: string, declaration: Declaration): Resource[] {
    if ("Condition" in declaration.body) throw new Error(`${name} ${id}: conditions are not known to the local cloud`);
    if (declaration.type === nestedStack) return nestedOf(id, declaration).resources();
    const resolved = evaluate(declaration.properties, scope, `${name} ${id} Properties`);
    const properties = isObject(resolved) ? resolved : {};
    const { ref, arn } = identityOf(id) ?? { ref: id, arn: id };
    const asset = assetOf(declaration.body, objectAt(properties, "Code").S3Key, assembly);
    const metadata = { ...objectAt(declaration.body, "Metadata"), ...(asset && { "aws:asset:path": asset }) };
    return [{ stack: name, logicalId: id, type: declaration.type, properties, metadata, ref, arn }];
  }

  return {
    resources: () => [...declared].flatMap(([id, resource]) => resourceOf(id, resource)),
    output: (id) => {
      const body = objectAt(outputs, id);
      return "Value" in body ? evaluate(body.Value, scope, `${name} output ${id}`) : undefined;
    },
    outputNames: () => Object.keys(outputs),
  };
}

function declaration([id, body]: [string, unknown]): [string, Declaration][] {
  if (!isObject(body) || ignored.has(String(body.Type))) return [];
  return [[id, { type: String(body.Type), properties: objectAt(body, "Properties"), body }]];
}

/** The file named by CDK's metadata (which only its command line writes) or by the key it would be uploaded under. */
function assetOf(body: JsonObject, key: unknown, assembly: Assembly): string | undefined {
  const path = stringAt(objectAt(body, "Metadata"), "aws:asset:path");
  if (path) return resolve(assembly.directory, path);
  return typeof key === "string" ? assembly.assetAt(key.split("/").at(-1) ?? key) : undefined;
}
