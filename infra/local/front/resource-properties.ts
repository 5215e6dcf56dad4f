import type * as z from "zod";
import type { Resource } from "../seams.ts";

/** The properties of a resource in the shape a reader needs, or an error that says which resource lacks what. */
export function propertiesOf<T extends z.ZodType>(resource: Resource, shape: T): z.output<T> {
  const read = shape.safeParse(resource.properties);
  if (read.success) return read.data;
  const problems = read.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
  throw new Error(`${resource.type} ${resource.logicalId} (${resource.stack}): ${problems}`);
}

export function ofType(resources: readonly Resource[], ...types: readonly string[]): Resource[] {
  return resources.filter((resource) => types.includes(resource.type));
}
