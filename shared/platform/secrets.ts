import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

const client = new SecretsManagerClient({});
const known = new Map<string, Promise<unknown>>();

/**
 * A JSON secret, read once per instance. A read that fails is not remembered: the next call asks again, and until then
 * whatever needs the secret fails.
 */
export function secret<T>(arn: string): Promise<T> {
  const kept = known.get(arn);
  if (kept) return kept as Promise<T>;
  const reading = client
    .send(new GetSecretValueCommand({ SecretId: arn }))
    .then(({ SecretString }) => JSON.parse(SecretString ?? "{}") as T);
  known.set(arn, reading);
  reading.catch(() => known.delete(arn));
  return reading;
}
