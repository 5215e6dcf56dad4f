import type { AuditLine } from "#domain/audit-line.ts";
import { isErased, Sealed, unseal } from "#domain/sealed.ts";

/** What is told of a value whose person was erased, and of one that does not open although they are not. */
export const gone = "(erased)";
export const altered = "(cannot be opened: altered, or sealed under another key)";

type Image = AuditLine["after"];

/** Opens what is sealed in changes, with the keys of those people who have one still. */
export function opener(keyOf: (userId: string) => Promise<Uint8Array | undefined>) {
  const keys = new Map<string, ReturnType<typeof keyOf>>();

  async function open(value: unknown, line: AuditLine, path: readonly string[]): Promise<unknown> {
    if (isErased(value)) return gone;
    const { data } = Sealed.safeParse(value);
    if (data) {
      const key = keys.get(data.of) ?? keyOf(data.of);
      keys.set(data.of, key);
      return unsealed(data.sealed, await key, { pk: line.pk, sk: line.sk, field: path.join(".") });
    }
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    return opened(value, line, path);
  }

  async function opened(image: object, line: AuditLine, path: readonly string[]): Promise<Record<string, unknown>> {
    const entries = Object.entries(image).map(async ([name, value]) => [
      name,
      await open(value, line, [...path, name]),
    ]);
    return Object.fromEntries(await Promise.all(entries));
  }

  const imageOf = async (image: Image, line: AuditLine) => image && (await opened(image, line, []));
  return async (line: AuditLine): Promise<AuditLine> => {
    const [before, after] = await Promise.all([imageOf(line.before, line), imageOf(line.after, line)]);
    return { ...line, ...(before && { before }), ...(after && { after }) };
  };
}

function unsealed(sealed: string, key: Uint8Array | undefined, place: Parameters<typeof unseal>[2]): unknown {
  if (!key) return gone;
  try {
    return unseal(sealed, key, place);
  } catch {
    return altered;
  }
}
