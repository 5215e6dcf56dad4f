import { facts } from "#events/facts.ts";
import type { Rule } from "../judge.ts";
import { broken } from "../violation.ts";

/** Who changed it when. */
const trail: Rule = function* ({ createdAt, updatedAt }) {
  if (updatedAt < createdAt) yield broken("shape", `was changed at ${updatedAt}, before it was made at ${createdAt}`);
};

/** A request with an Idempotency-Key makes the id of what it creates. */
const request: Rule = function* (item) {
  const { requestHash } = item;
  if (requestHash === undefined) return;
  const id =
    "ticketTypeId" in item && "quantityAvailable" in item
      ? item.ticketTypeId
      : "title" in item
        ? item.eventId
        : "organizerId" in item
          ? item.organizerId
          : "";
  if (requestHash.length !== 22 || id[14] !== "5")
    yield broken("repeat", "was created by a request whose key does not make its id");
};

/** What the relay would tell, and could: a fact it cannot read holds up all that come after. */
const fact: Rule = function* (item) {
  if (!item.fact) return;
  const { type } = item.fact;
  const definition = facts.find((fact) => fact.type === type);
  if (!definition) yield broken("told", `carries the fact ${type}, which nobody knows`);
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

/** Fifteen digits and more with a right check digit. A nonce is made by a scanner and may be any number. */
function cardNumberIn(item: object): string | undefined {
  const text = JSON.stringify(item, (name, value) => (name === "nonce" ? undefined : value));
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
export const rules: readonly Rule[] = [trail, request, fact, secrets];
