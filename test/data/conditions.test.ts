import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync, Visitor } from "oxc-parser";
import { expect, it } from "vitest";
import { unaskable } from "#data/stored-form.ts";
import { root, sourcePaths } from "#test/architecture/import-graph.ts";

const packed = new Set(Object.values(unaskable()).flat());

/** The attributes that a file's conditions ask for, by `where(({ attribute }) => …)` or `where((item) => … item.attribute)`. */
function askedIn(path: string, text: string): string[] {
  const asked: string[] = [];
  const conditions: { readonly item: string; readonly start: number; readonly end: number }[] = [];
  const { program, errors } = parseSync(path, text);
  if (errors[0]) throw new Error(`${path}: ${errors[0].message}`);
  new Visitor({
    CallExpression({ callee, arguments: [condition] }) {
      const isWhere =
        callee.type === "MemberExpression" && callee.property.type === "Identifier" && callee.property.name === "where";
      if (!isWhere || condition?.type !== "ArrowFunctionExpression") return;
      const [item] = condition.params;
      if (item?.type === "Identifier") conditions.push({ item: item.name, start: condition.start, end: condition.end });
      if (item?.type !== "ObjectPattern") return;
      for (const property of item.properties) {
        if (property.type === "Property" && property.key.type === "Identifier") asked.push(property.key.name);
      }
    },
  }).visit(program);
  new Visitor({
    MemberExpression({ object, property, start, end }) {
      const within = conditions.some(
        ({ item, ...condition }) =>
          object.type === "Identifier" && object.name === item && condition.start <= start && end <= condition.end,
      );
      if (within && property.type === "Identifier") asked.push(property.name);
    },
  }).visit(program);
  return asked;
}

it("ask for no attribute whose stored value is not the domain's: ElectroDB would compare it as it is", () => {
  const product = sourcePaths().filter((path) => /^(shared|functions|events)\//.test(path));
  const asked = product.flatMap((path) =>
    askedIn(path, readFileSync(join(root, path), "utf8")).map((attribute) => ({ path, attribute })),
  );
  expect(asked.length).toBeGreaterThan(20);
  expect(asked.filter(({ attribute }) => packed.has(attribute))).toEqual([]);
});

it("would be found out, however they ask", () => {
  const text = `
    order.put(next).where(({ lines, version: read }, op) => op.eq(lines, read));
    ticket.patch(key).where((it, { eq }) => eq(it.ticketTypeId, other.paymentId));`;
  expect(askedIn("a.ts", text)).toEqual(["lines", "version", "ticketTypeId"]);
  expect([...packed].sort()).toEqual(
    ["admission", "card", "changedBy", "createdAt", "draws", "lines", "paymentId", "ticketTypeId"].sort(),
  );
});
