import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Resource } from "#infra/local/seams.ts";
import { readStack } from "#infra/local/template.ts";
import { inRoot } from "#infra/root.ts";
import type { StageName } from "#infra/stages.ts";
import { synthesize } from "#infra/synth.ts";

/** One resource as the template declares it, intrinsics and all. */
type Declared = { readonly Type: string; readonly DeletionPolicy?: string; readonly Properties?: object };

type Synthesized = {
  /** Nested stacks flattened, every reference resolved. */
  readonly resources: readonly Resource[];
  readonly outputs: Readonly<Record<string, unknown>>;
  /** The text of each template, the parent's and the nested ones', by file. */
  readonly templates: ReadonlyMap<string, string>;
  ofType(...types: string[]): Resource[];
  functionOf(id: string): Resource;
};

const known = new Map<StageName, Promise<Synthesized>>();

/** A stage as `cdk synth` writes it; all test files share one run of it. */
export function synthesized(stage: StageName): Promise<Synthesized> {
  const found = known.get(stage) ?? synthesizeOnce(stage);
  known.set(stage, found);
  return found;
}

async function synthesizeOnce(stage: StageName): Promise<Synthesized> {
  const directory = await synthesize(stage, inRoot(".build", "tested", stage));
  const { resources, outputs } = readStack(directory, `bilten-${stage}`);
  const files = readdirSync(directory).filter((file) => file.endsWith("template.json"));
  return {
    resources,
    outputs,
    templates: new Map(files.map((file) => [file, readFileSync(join(directory, file), "utf8")])),
    ofType: (...types) => resources.filter(({ type }) => types.includes(type)),
    functionOf: (id) => {
      const name = `bilten-${stage}-${id.replaceAll("/", "-")}`;
      const found = resources.find(({ type, ref }) => type === "AWS::Lambda::Function" && ref === name);
      if (!found) throw new Error(`${id} is not deployed`);
      return found;
    },
  };
}

export const declaredIn = (template: string): Record<string, Declared> => JSON.parse(template).Resources;

/** The statements of every policy of a role. */
type Statement = { readonly Effect: string; readonly actions: string[]; readonly resources: string[] };

export function statementsOf(role: Resource): Statement[] {
  const policies = list(role.properties.Policies) as { PolicyDocument: { Statement: Record<string, unknown>[] } }[];
  return policies
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .map(({ Effect, Action, Resource }) => ({
      Effect: String(Effect),
      actions: list(Action).map(String),
      resources: list(Resource).map(String),
    }));
}

export const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);
