import * as z from "zod";
import { epochSeconds } from "#domain/time.ts";

/** Who changes something when, and the fact the change tells, if any. */
export type Change = {
  readonly now: Date;
  readonly by: string;
  readonly fact?: { readonly id: string; readonly type: string } | undefined;
};

/** The mark of an item in the archive: when it came there. What it says of where an item lives, writes go by. */
export type Housed = { readonly archivedAt?: string | undefined };

/** What every single resource shows of its trail. The version is its ETag. */
export const shownTrail = { version: z.int().min(1), createdAt: z.string(), updatedAt: z.string() };

/** The trail of a new item. */
export const created = ({ now, by, fact }: Change) => ({
  createdAt: now.toISOString(),
  updatedAt: now.toISOString(),
  changedBy: by,
  version: 1,
  ...(fact && { fact }),
});

/** The trail of an item that is written anew: its version grows by one; an older fact stays, as already told. */
export const changed = (item: { readonly version: number }, { now, by, fact }: Change) => ({
  updatedAt: now.toISOString(),
  changedBy: by,
  version: item.version + 1,
  ...(fact && { fact }),
});

/** The same for an update in place, where the former version is not known. */
export const stamp = ({ now, by, fact }: Change) => ({
  updatedAt: now.toISOString(),
  changedBy: by,
  ...(fact && { fact }),
});

/** The same for the last write of an item, after which it is removed: by this the audit log tells who removed it. */
export const signedOff = (change: Change) => ({ ...stamp(change), removedBy: change.by });

/** When DynamoDB may delete the item, in the unit it wants. It deletes days late: never an expiry that matters. */
export const purgeAfter = (now: Date, milliseconds: number) => epochSeconds(new Date(now.getTime() + milliseconds));
