import type { AuditLine } from "#domain/audit-line.ts";
import { erased, isErased, type Place, Sealed, unseal } from "#domain/sealed.ts";

/** What stands for a value that does not open although its person has a key. */
export const altered = { altered: true } as const;

/** Whether a value of the log is one that was sealed, or could not be any more. */
export const isSealed = (value: unknown) => isErased(value) || Sealed.safeParse(value).success;

type Image = Readonly<Record<string, unknown>>;

/** Opens what is sealed in a change, with the keys of those people who have one still. */
export function opener(keyOf: (userId: string) => Promise<Uint8Array | undefined>) {
  const keys = new Map<string, ReturnType<typeof keyOf>>();

  async function open(value: unknown, line: AuditLine, path: readonly string[]): Promise<unknown> {
    const { data } = Sealed.safeParse(value);
    if (data) {
      const key = keys.get(data.of) ?? keyOf(data.of);
      keys.set(data.of, key);
      return unsealed(data.sealed, await key, { pk: line.pk, sk: line.sk, field: path.join(".") });
    }
    const hasParts = typeof value === "object" && value !== null && !Array.isArray(value);
    return hasParts ? opened(value as Image, line, path) : value;
  }

  async function opened(image: Image, line: AuditLine, path: readonly string[] = []): Promise<Record<string, unknown>> {
    const entries = Object.entries(image).map(async ([name, value]) => [
      name,
      await open(value, line, [...path, name]),
    ]);
    return Object.fromEntries(await Promise.all(entries));
  }

  return async (line: AuditLine): Promise<AuditLine> => ({
    ...line,
    ...(line.before && { before: await opened(line.before, line) }),
    ...(line.after && { after: await opened(line.after, line) }),
  });
}

function unsealed(sealed: string, key: Uint8Array | undefined, place: Place): unknown {
  if (!key) return erased;
  try {
    return unseal(sealed, key, place);
  } catch {
    return altered;
  }
}
