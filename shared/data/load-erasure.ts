import { erasure } from "#data/erasure.ts";

/** That this person was erased, and when; nothing if they were not. */
export async function loadErasure(userId: string) {
  return (await erasure.get({ userId }).go({ consistent: true })).data ?? undefined;
}
