import { randomInt } from "node:crypto";
import * as z from "zod";

/** Strict: Secrets Manager knows more ways to choose characters. */
export const GenerateSecretString = z.strictObject({
  PasswordLength: z.coerce.number().int().min(4).max(4_096).default(32),
  ExcludePunctuation: z.boolean().default(false),
  SecretStringTemplate: z.string().optional(),
  GenerateStringKey: z.string().optional(),
});
type Wanted = z.output<typeof GenerateSecretString>;

/** A secret as Secrets Manager makes it up: a password, alone or under a key of a JSON template. */
export function generateSecret({ SecretStringTemplate, GenerateStringKey, ...wanted }: Wanted): string {
  const password = generatePassword(wanted);
  if (SecretStringTemplate === undefined || GenerateStringKey === undefined) return password;
  const template: Record<string, unknown> = JSON.parse(SecretStringTemplate);
  return JSON.stringify({ ...template, [GenerateStringKey]: password });
}

const letters = "abcdefghijklmnopqrstuvwxyz";
const punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

/** With a character of every kind in it. */
function generatePassword({ PasswordLength: length, ExcludePunctuation }: Wanted): string {
  const kinds = [letters, letters.toUpperCase(), "0123456789", ...(ExcludePunctuation ? [] : [punctuation])];
  const all = kinds.join("");
  for (;;) {
    const drawn = Array.from({ length }, () => all.charAt(randomInt(all.length)));
    if (kinds.every((kind) => drawn.some((character) => kind.includes(character)))) return drawn.join("");
  }
}
