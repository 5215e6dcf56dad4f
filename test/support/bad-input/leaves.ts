import * as z from "zod";
import type { Operation } from "#platform/operation.ts";

type Json = {
  readonly properties?: Readonly<Record<string, Json>>;
  readonly items?: Json;
  readonly anyOf?: readonly Json[];
  readonly oneOf?: readonly Json[];
  readonly additionalProperties?: Json | boolean;
};

/** The fields of an operation's input as its published schema has them: `lines[].quantity`. */
export function leavesOf(op: Operation): string[] {
  return [...new Set(below(z.toJSONSchema(op.input, { io: "input", unrepresentable: "any" }) as Json, ""))].sort();
}

function below({ properties, items, anyOf, oneOf, additionalProperties }: Json, path: string): string[] {
  const inside = [
    ...Object.entries(properties ?? {}).map(([name, inner]) => below(inner, path ? `${path}.${name}` : name)),
    ...(items ? [below(items, `${path}[]`)] : []),
    ...[...(anyOf ?? []), ...(oneOf ?? [])].map((option) => below(option, path)),
    ...(typeof additionalProperties === "object" ? [below(additionalProperties, `${path}.*`)] : []),
  ].flat();
  return [...(path ? [path] : []), ...inside];
}
