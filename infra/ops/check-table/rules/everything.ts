import { facts } from "#events/facts.ts";
import type { Rule } from "../judge.ts";
import type { Kind } from "../stored.ts";
import { broken } from "../violation.ts";

/** Who changed it when. */
const trail: Rule = function* ({ createdAt, updatedAt }) {
  if (updatedAt < createdAt) yield broken("shape", `was changed at ${updatedAt}, before it was made at ${createdAt}`);
};

const forgotten: readonly Kind[] = ["session", "throttle", "notification", "invitation", "idempotency"];

/** What is forgotten must say when, or the table grows for ever; of the rest only an order may be, if nothing came of it, and a walk that is over. */
const purge: Rule = function* ({ purgeAt }, { kind }) {
  const isForgotten = forgotten.includes(kind);
  if (isForgotten && purgeAt === undefined) yield broken("shape", "would be kept for ever");
  if (!isForgotten && kind !== "order" && kind !== "walk" && purgeAt !== undefined)
    yield broken("shape", "would be purged");
};

/** What a request with an Idempotency-Key creates, and the id its key makes. */
const createdByKey: { readonly [K in Kind]?: string } = {
  event: "eventId",
  ticketType: "ticketTypeId",
  organizer: "organizerId",
  branding: "brandingId",
};

const request: Rule = function* (item, { kind }) {
  const { requestHash } = item;
  if (requestHash === undefined) return;
  const id = new Map<string, unknown>(Object.entries(item)).get(createdByKey[kind] ?? "");
  if (requestHash.length !== 22 || String(id)[14] !== "5") {
    yield broken("repeat", "was created by a request whose key does not make its id");
  }
};

/** What the relay would tell, and could: a fact it cannot read holds up all that come after. */
const fact: Rule = function* (item, { kind }) {
  if (!item.fact) return;
  const { type } = item.fact;
  const definition = facts.find((fact) => fact.type === type);
  if (!definition) yield broken("told", `carries the fact ${type}, which nobody knows`);
  else if (definition.entity !== kind)
    yield broken("told", `carries the fact ${type}, which rides on a ${definition.entity}`);
  else if (!definition.detail.safeParse(item).success)
    yield broken("told", `carries the fact ${type} and not what it tells`);
};

/** Tokens (three parts of base64url), Stripe's keys and client secrets, private keys, hashes of passwords. */
const secret =
  /eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}|\b(sk|rk|whsec)_\w{8,}|_secret_\w{8,}|-----BEGIN|\$(argon2|scrypt)/;

const secrets: Rule = function* (item) {
  const { passwordHash: _, ...rest } = { passwordHash: "", ...item };
  const found = secret.exec(JSON.stringify(rest))?.[0] ?? cardNumberIn(rest);
  if (found) yield broken("secrets", `holds what looks like a secret: ${found.slice(0, 4)}…`);
};

/** These may be any number. */
const numbers = ["nonce", "phone", "contactPhone"];

/** Fifteen digits and more with a right check digit. */
function cardNumberIn(item: object): string | undefined {
  const text = JSON.stringify(item, (name, value) => (numbers.includes(name) ? undefined : value));
  return text.match(/\b[3-6]\d{14,18}\b/g)?.find(hasCheckDigit);
}

/** Luhn's. */
const hasCheckDigit = (digits: string) =>
  Array.from(digits, Number)
    .reverse()
    .reduce((sum, digit, at) => sum + (at % 2 === 0 ? digit : digit > 4 ? 2 * digit - 9 : 2 * digit), 0) %
    10 ===
  0;

/** What every item must satisfy, whatever it is. */
export const rules: readonly Rule[] = [trail, purge, request, fact, secrets];
