import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

const client = new SecretsManagerClient({});
const known = new Map<string, Promise<unknown>>();
/** When each was last read again, in epoch milliseconds. */
const readAgainAt = new Map<string, number>();

/** Between two readings because what is kept does not fit, in milliseconds. */
const patience = 60_000;

/**
 * A JSON secret, read once per instance. A read that fails is not remembered: the next call asks again, and until then
 * whatever needs the secret fails.
 */
export function secret<T>(arn: string): Promise<T> {
  const kept = known.get(arn);
  if (kept) return kept as Promise<T>;
  const reading = read<T>(arn);
  known.set(arn, reading);
  reading.catch(() => known.delete(arn));
  return reading;
}

/**
 * The same as it is now: what is kept does not fit, so it may have been changed. Whoever sends what never fits has us
 * read it once a minute per instance, and in between answer what is kept. What is kept stays when a read fails, and the
 * failure is thrown.
 */
export async function secretAgain<T>(arn: string, now: Date): Promise<T> {
  const before = readAgainAt.get(arn);
  if (before !== undefined && now.getTime() - before < patience) return secret<T>(arn);
  readAgainAt.set(arn, now.getTime());
  const found = await read<T>(arn);
  known.set(arn, Promise.resolve(found));
  return found;
}

const read = async <T>(arn: string): Promise<T> => {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
  return JSON.parse(SecretString ?? "{}") as T;
};
