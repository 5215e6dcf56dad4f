import type { JsonObject } from "../json.ts";
import type { Place } from "./assembly.ts";
import { kinds } from "./kinds.ts";
import { madeUpName } from "./names.ts";

/** What is known only once the local cloud listens. Left out, everything is addressed as on AWS. */
export type Late = {
  /** `http://127.0.0.1:<port>` of the HTTP API. */
  readonly apiOrigin?: string;
  readonly queueUrl?: (queueName: string) => string;
};

export type Identity = { readonly name: string; readonly ref: string; readonly arn: string };

/** What a kind may look at to tell what a resource is called. */
export type Known = {
  readonly name: string;
  readonly place: Place;
  readonly late: Late;
  /** One property, resolved. */
  property(name: string): unknown;
};

export type Kind = {
  /** The property that names it, if its author wants to. */
  readonly name?: string;
  readonly arn: (known: Known) => string;
  /** What `Ref` answers; the name, if left out. */
  readonly ref?: (known: Known, self: Identity) => string;
  readonly attributes?: Readonly<Record<string, (known: Known, self: Identity) => string | undefined>>;
};

export type Kinds = Readonly<Record<string, Kind>>;

export type Identified = Identity & { attribute(name: string): string | undefined };

type Declared = {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: JsonObject;
};

/** Name, `Ref`, ARN and attributes of a resource; only the properties that name it are resolved for it. */
export function identify(
  { stack, logicalId, type, properties }: Declared,
  { place, late, property }: Pick<Known, "place" | "late" | "property">,
): Identified {
  const kind = kinds[type];
  const given = kind?.name !== undefined && kind.name in properties ? property(kind.name) : undefined;
  const name = typeof given === "string" ? given : madeUpName(type, stack, logicalId);
  const known: Known = { name, place, late, property };
  const arn = kind?.arn(known) ?? `arn:${place.partition}:local:${place.region}:${place.account}:${name}`;
  const unnamed: Identity = { name, ref: name, arn };
  const self: Identity = { ...unnamed, ref: kind?.ref?.(known, unnamed) ?? name };
  return { ...self, attribute: (attribute) => kind?.attributes?.[attribute]?.(known, self) };
}
