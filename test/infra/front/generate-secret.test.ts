import { describe, expect, it } from "vitest";
import { GenerateSecretString, generateSecret } from "../../../infra/local/front/generate-secret.ts";

const generate = (wanted: object) => generateSecret(GenerateSecretString.parse(wanted));

describe("a generated secret", () => {
  it("is 32 characters of every kind unless asked otherwise", () => {
    const secret = generate({});
    expect(secret).toHaveLength(32);
    for (const kind of [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/]) expect(secret).toMatch(kind);
  });

  it("leaves punctuation out, and takes no wish it does not know", () => {
    expect(generate({ PasswordLength: 200, ExcludePunctuation: true })).toMatch(/^[a-zA-Z0-9]{200}$/);
    expect(() => generate({ ExcludeCharacters: "O0" })).toThrow("ExcludeCharacters");
  });

  it("is put into a template under its key", () => {
    const secret = generate({
      SecretStringTemplate: '{"user":"ana"}',
      GenerateStringKey: "password",
      PasswordLength: 8,
    });
    expect(JSON.parse(secret)).toEqual({ user: "ana", password: expect.stringMatching(/^.{8}$/) });
  });

  it("is another one each time", () => {
    expect(generate({})).not.toBe(generate({}));
  });
});
