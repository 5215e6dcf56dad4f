import type * as z from "zod";

/**
 * A fact: something that happened, told on the bus. It rides on the item it is about; `detail` picks the item's fields
 * that are told, and nothing else leaves.
 */
export type FactDefinition<T extends string = string, D extends z.ZodObject = z.ZodObject> = {
  /** The wire name, such as `order.confirmed.v1`. A change that breaks a reader gets a new number. */
  readonly type: T;
  /** The entity it rides on. */
  readonly entity: string;
  readonly detail: D;
};

export const fact = <const T extends string, D extends z.ZodObject>(
  type: T,
  entity: string,
  detail: D,
): FactDefinition<T, D> => ({ type, entity, detail });

/** The `source` of everything we put on the bus. */
export const factSource = "bilten";

/** A fact as its readers get it: its own id and time, so that effects can be keyed by it. */
export type Told<F extends FactDefinition = FactDefinition> = {
  readonly id: string;
  readonly type: F["type"];
  readonly at: string;
  readonly by: string;
  readonly data: z.output<F["detail"]>;
};
