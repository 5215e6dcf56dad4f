import { createHash } from "node:crypto";
import * as z from "zod";
import { nameIn } from "../arn.ts";
import { keptJson } from "../kept-json.ts";
import type { Resource } from "../seams.ts";
import { jsonAnswer, jsonFault } from "./answers.ts";
import { type Backend, jsonBody } from "./call.ts";
import { GenerateSecretString, generateSecret } from "./generate-secret.ts";
import { ofType, propertiesOf } from "./resource-properties.ts";

const Secret = z.object({
  Name: z.string().optional(),
  SecretString: z.string().optional(),
  GenerateSecretString: GenerateSecretString.optional(),
});

type Stored = { readonly name: string; readonly arn: string; readonly value: string | undefined };

/** Secrets Manager: the secrets of the template, generated once per install; `given` values, by name, come first. */
export function secretsManager(stateDir: string | undefined, given: Readonly<Record<string, string>>) {
  const generated = keptJson<Record<string, string>>(stateDir, "secrets.json", {});
  const secrets: Stored[] = [];

  return {
    create(resources: readonly Resource[]): void {
      for (const resource of ofType(resources, "AWS::SecretsManager::Secret")) {
        const { arn } = resource;
        const secret = propertiesOf(resource, Secret);
        const name = secret.Name ?? nameIn(arn).replace(/-[^-]{6}$/, "");
        const value = given[name] ?? secret.SecretString ?? made(name, secret.GenerateSecretString);
        secrets.push({ name, arn, value });
      }
    },
    backend: (async (call) => {
      const body = jsonBody(call);
      if (call.operation === "GetSecretValue") return read(String(body.SecretId));
      if (call.operation === "PutSecretValue") return put(String(body.SecretId), String(body.SecretString));
      if (call.operation === "DescribeSecret") return describe(String(body.SecretId));
      if (call.operation === "ListSecrets") return jsonAnswer({ SecretList: secrets.map(description) });
      return jsonFault("UnknownOperationException", `${call.operation} of Secrets Manager is not emulated`);
    }) satisfies Backend,
  };

  function made(name: string, wanted: z.output<typeof GenerateSecretString> | undefined): string | undefined {
    if (wanted === undefined) return undefined;
    const value = generated.value[name] ?? generateSecret(wanted);
    generated.write({ ...generated.value, [name]: value });
    return value;
  }

  function read(id: string) {
    const secret = find(id);
    if (!secret) return missing("Secrets Manager can't find the specified secret.");
    if (secret.value === undefined)
      return missing("Secrets Manager can't find the specified secret value for staging label: AWSCURRENT");
    const version = { VersionId: versionOf(secret.value), VersionStages: ["AWSCURRENT"] };
    return jsonAnswer({ ARN: secret.arn, Name: secret.name, SecretString: secret.value, ...version });
  }

  /** What an operator puts in is there until the next start. */
  function put(id: string, value: string) {
    const secret = find(id);
    if (!secret) return missing("Secrets Manager can't find the specified secret.");
    secrets[secrets.indexOf(secret)] = { ...secret, value };
    const version = { VersionId: versionOf(value), VersionStages: ["AWSCURRENT"] };
    return jsonAnswer({ ARN: secret.arn, Name: secret.name, ...version });
  }

  function describe(id: string) {
    const secret = find(id);
    return secret ? jsonAnswer(description(secret)) : missing("Secrets Manager can't find the specified secret.");
  }

  /** By name, ARN, or ARN without the six random characters at its end. */
  function find(id: string): Stored | undefined {
    return secrets.find(({ name, arn }) => id === name || id === arn || id === arn.replace(/-[^-]{6}$/, ""));
  }
}

const missing = (message: string) => jsonFault("ResourceNotFoundException", message);

function description({ name, arn, value }: Stored) {
  return { ARN: arn, Name: name, ...(value && { VersionIdsToStages: { [versionOf(value)]: ["AWSCURRENT"] } }) };
}

/** Versions are named by what they hold, so that they change with it and only with it. */
function versionOf(value: string): string {
  return createHash("sha256").update(value).digest("hex").slice(0, 32);
}
