import type { Identity, Known } from "../identity.ts";
import { digest } from "../names.ts";

export const nameOf = (known: Known): string => known.name;
export const arnOf = (_known: Known, self: Identity): string => self.arn;

/** A regional ARN. */
export const arn = (service: string, resource: (known: Known) => string) => (known: Known) =>
  `arn:${known.place.partition}:${service}:${known.place.region}:${known.place.account}:${resource(known)}`;

/** An ARN of a service that has no regions. */
export const globalArn = (service: string, resource: (known: Known) => string) => (known: Known) =>
  `arn:${known.place.partition}:${service}::${known.place.account}:${resource(known)}`;

/** An id such as AWS makes up; the name decides it, so that it stays over restarts. */
export const id = (length: number) => (known: Known) => digest(known.name, length);

export function text(known: Known, property: string): string | undefined {
  const value = known.property(property);
  return typeof value === "string" ? value : undefined;
}
