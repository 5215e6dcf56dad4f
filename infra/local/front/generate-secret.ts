import { randomInt } from "node:crypto";
import * as z from "zod";

export const GenerateSecretString = z.object({
  PasswordLength: z.coerce.number().int().min(1).max(4_096).default(32),
  ExcludeCharacters: z.string().default(""),
  ExcludeLowercase: z.boolean().default(false),
  ExcludeUppercase: z.boolean().default(false),
  ExcludeNumbers: z.boolean().default(false),
  ExcludePunctuation: z.boolean().default(false),
  IncludeSpace: z.boolean().default(false),
  RequireEachIncludedType: z.boolean().default(true),
  SecretStringTemplate: z.string().optional(),
  GenerateStringKey: z.string().optional(),
});

/** A secret as Secrets Manager makes it up: a password, alone or under a key of a JSON template. */
export function generateSecret(wanted: z.output<typeof GenerateSecretString>): string {
  const password = generatePassword(wanted);
  if (wanted.SecretStringTemplate === undefined || wanted.GenerateStringKey === undefined) return password;
  const template: Record<string, unknown> = JSON.parse(wanted.SecretStringTemplate);
  return JSON.stringify({ ...template, [wanted.GenerateStringKey]: password });
}

function generatePassword(wanted: z.output<typeof GenerateSecretString>): string {
  const excluded = new Set(wanted.ExcludeCharacters);
  const kinds = [
    wanted.ExcludeLowercase ? "" : "abcdefghijklmnopqrstuvwxyz",
    wanted.ExcludeUppercase ? "" : "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    wanted.ExcludeNumbers ? "" : "0123456789",
    wanted.ExcludePunctuation ? "" : "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
    wanted.IncludeSpace ? " " : "",
  ];
  const alphabets = kinds.map((kind) => [...kind].filter((character) => !excluded.has(character)).join(""));
  const included = alphabets.filter((alphabet) => alphabet !== "");
  const all = included.join("");
  if (all === "") throw new Error("GenerateSecretString excludes every character");
  const required = wanted.RequireEachIncludedType ? included.map(oneOf) : [];
  const rest = Array.from({ length: Math.max(0, wanted.PasswordLength - required.length) }, () => oneOf(all));
  return shuffled([...required, ...rest])
    .slice(0, wanted.PasswordLength)
    .join("");
}

function oneOf(alphabet: string): string {
  return alphabet.charAt(randomInt(alphabet.length));
}

function shuffled(characters: string[]): string[] {
  for (let last = characters.length - 1; last > 0; last--) {
    const other = randomInt(last + 1);
    [characters[last], characters[other]] = [characters[other] ?? "", characters[last] ?? ""];
  }
  return characters;
}
