import { auditKey } from "#data/audit-key.ts";
import { readMany } from "#data/read-many.ts";

/** As many as one request reads. */
const perRequest = 100;

/**
 * The keys of those of these people who have one, by person; read strongly, and to be forgotten after use: a key that
 * was destroyed must live on nowhere.
 */
export async function loadAuditKeys(userIds: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
  const keys = new Map<string, Uint8Array>();
  for (let from = 0; from < userIds.length; from += perRequest) {
    const wanted = userIds.slice(from, from + perRequest).map((userId) => ({ userId }));
    const found = await readMany((keys) => auditKey.get([...keys]).go({ consistent: true }), wanted);
    for (const { userId, key } of found) keys.set(userId, Buffer.from(key, "base64"));
  }
  return keys;
}
