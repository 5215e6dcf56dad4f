import { scanKey } from "#domain/check-in.ts";
import { treatmentOf } from "#domain/personal.ts";
import { idFrom, idsOf, isKind, type Kind, keyOf, kindNames } from "../check-table/stored.ts";
import type { Key } from "../check-table/violation.ts";

/** What an operator asks about, such as `ticket-type <eventId>/<ticketTypeId>`. */
export type Address = { readonly name: string; readonly key: Key };

/** `ticketType` → `ticket-type`. */
const dashed = (kind: string) => kind.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const kindOf = (name: string) => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** What is said to find one, where that is less than its key has: the rest follows from it. */
const shorter: { readonly [K in Kind]?: { readonly ids: readonly string[]; readonly key: (ids: Ids) => object } } = {
  scan: { ids: ["eventId", "nonce"], key: ({ eventId, nonce }) => scanKey(String(eventId), String(nonce)) },
};
type Ids = Readonly<Record<string, unknown>>;

const saidOf = (kind: Kind) => shorter[kind]?.ids ?? idsOf(kind);
const isTold = (kind: Kind) => {
  const treatment = treatmentOf(kind);
  return !("secret" in treatment && treatment.secret === "hidden");
};

/** Each entity and what finds one of it, for the usage. */
export const addresses = () =>
  kindNames()
    .filter(isTold)
    .map(
      (kind) =>
        `  ${dashed(kind)} ${saidOf(kind)
          .map((id) => `<${id}>`)
          .join("/")}`,
    )
    .sort();

/** Throws for an entity there is not, one whose keys the log hides, and for parts that make no key. */
export function addressOf(entity: string, id: string): Address {
  const kind = kindOf(entity);
  if (!isKind(kind)) throw new Error(`There is no entity ${entity}. There are:\n${addresses().join("\n")}`);
  if (!isTold(kind)) throw new Error(`The log hides which ${entity} changed: its key says who a person is`);
  const names = saidOf(kind);
  const parts = id.split("/");
  if (parts.length !== names.length || parts.includes("")) {
    throw new Error(`A ${entity} is found by ${names.map((name) => `<${name}>`).join("/")}`);
  }
  const ids: Ids = Object.fromEntries(names.map((name, at) => [name, idFrom(kind, name, parts[at] ?? "")]));
  return { name: `${entity} ${id}`, key: keyOf(kind, shorter[kind]?.key(ids) ?? ids) };
}
