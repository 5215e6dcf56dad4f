import { formOf } from "#data/stored-form.ts";

type Item = Readonly<Record<string, unknown>>;

/** An order as it is stored; its keys and what else is written with it stay as they are. */
export const storedOrder = (order: Item): Item =>
  Object.fromEntries(
    Object.entries(order).map(([name, value]) => {
      const { as = name, pack } = formOf("order", name) ?? {};
      return [as, pack && value !== undefined ? pack(value, order) : value];
    }),
  );
