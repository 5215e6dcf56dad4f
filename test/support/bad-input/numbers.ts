import type { Field } from "#test/support/bad-input/fields.ts";
import { Literal } from "#test/support/bad-input/json-text.ts";
import { accepts } from "#test/support/bad-input/sample.ts";
import { bad, odd, type Value } from "#test/support/bad-input/values.ts";

/** Beyond eight digits, which is the most that Stripe charges of any currency. */
const beyondStripe = 100_000_000;
/** What a double cannot tell from its neighbour, or hold. */
const inexact = ["9007199254740993", "-9007199254740993", "1e21", "-1e21", "123456789012345678901234567890"];
const money = /price|amount|fee|total|subtotal|discount/i;

/** Numbers for a field that takes some: just outside of its limits, just inside, and such as cannot be kept. */
export function numbersFor({ schema, def, path, name, where }: Field): Value[] {
  const at = (value: number) => (def.coerce ? String(value) : value);
  const takes = (value: number) => accepts(schema, at(value));
  const isInteger = !takes(0.5) && !takes(1.5);
  const [least, most] = [edge(takes, -1), edge(takes, 1)];
  if (least === undefined || most === undefined) throw new Error(`${path} may be a number of any size`);
  const step = isInteger ? 1 : 0.000_001;
  const outside = [least - step, most + step, -1e15, 1e15, Number.MAX_SAFE_INTEGER, -Number.MAX_VALUE];
  const fractions = isInteger ? [1.5, 0.5, least + 0.5, most - 0.5] : [];
  const charged = money.test(name) ? [-1, 1.5, beyondStripe, ...(most < 1_000 ? [] : [new Literal("1e8")])] : [];
  const inside = [least, most, Math.trunc((least + most) / 2), 0, 1, -1, 5e-324, 1e-200, 0.1 + 0.2];
  const written = where === "body" ? ["-0", "1.0", "1E1", "0.1e1", "1e-400"].map((text) => new Literal(text)) : [];
  return [
    ...bad(...[...outside, ...fractions].map(at), ...inexact.map((text) => new Literal(text)), ...charged),
    ...odd(...inside.map(at), ...written),
  ];
}

/** The last number that is taken in one direction, to the precision of a field; nothing if there is no end. */
function edge(takes: (value: number) => boolean, direction: 1 | -1): number | undefined {
  const start = [1, 0, 0.5, 5, 50, 1_000].find(takes);
  if (start === undefined || takes(direction * 1e15)) return undefined;
  let [inside, outside] = [start, direction * 1e15];
  // Whole numbers first; a field of fractions ends at a whole number, too.
  while (Math.abs(outside - inside) > 1) {
    const middle = Math.trunc((inside + outside) / 2);
    if (middle === inside || middle === outside) break;
    if (takes(middle)) inside = middle;
    else outside = middle;
  }
  return inside;
}
